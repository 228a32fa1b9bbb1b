import type { Panel, PanelAct } from "../frame/service"
import { outcomeOf, webhookTable, type SignedWebhooks } from "../frame/webhooks"
import type { Inquiries, Inquiry } from "./inquiries"

/** Inquiries with everything that may come of them, and what was told to the shop. */
export const panel = (inquiries: Inquiries, webhooks: SignedWebhooks): Panel => ({
  tables: [
    {
      name: "inquiries",
      title: "Inquiries",
      empty: "Nobody has been asked for a document yet.",
      columns: ["Inquiry", "Reference", "Customer", "Status", "Last webhook"],
      page: (query) => {
        const { rows, count } = inquiries.page(query)
        return {
          count,
          rows: rows.map((inquiry) => {
            const last = webhooks.lastOf(inquiry.id)
            return {
              id: inquiry.id,
              cells: [
                inquiry.id,
                inquiry.reference,
                [inquiry.fields["name-first"], inquiry.fields["name-last"]].filter(Boolean).join(" ") || null,
                inquiry.redacted_at ? "redacted" : inquiry.status,
                last ? `${last.event}: ${outcomeOf(last)}` : null,
              ],
              acts: acts(inquiry),
              detail: inquiry,
            }
          }),
        }
      },
    },
    webhookTable("persona", webhooks),
  ],
  acts: [
    {
      label: "Set the address of webhooks",
      path: "/persona/__sim/settings",
      asks: [{ name: "webhook_url", label: "Address in the shop", type: "text" }],
    },
  ],
})

function acts({ id, status, redacted_at }: Inquiry): PanelAct[] {
  const path = `/persona/__sim/inquiries/${id}/decide`
  if (redacted_at || status === "expired" || status === "failed") {
    return []
  }
  return [
    { label: "Approve", path, body: { outcome: "approved" } },
    { label: "Decline", path, body: { outcome: "declined" }, danger: true },
    {
      label: "Approve with another birth date",
      path,
      body: { outcome: "approved" },
      asks: [{ name: "document.birth_date", label: "Date of birth (YYYY-MM-DD)", type: "text" }],
    },
    {
      label: "Approve another name",
      path,
      body: { outcome: "approved" },
      asks: [
        { name: "document.first_name", label: "First name", type: "text" },
        { name: "document.last_name", label: "Last name", type: "text" },
      ],
    },
    {
      label: "Approve, webhook late",
      path,
      body: { outcome: "approved" },
      asks: [{ name: "webhook.delay_ms", label: "Webhook after (milliseconds)", type: "number" }],
    },
    { label: "Approve, webhook lost", path, body: { outcome: "approved", webhook: { lost: true } } },
    { label: "Start", path, body: { outcome: "pending" } },
    { label: "Complete, without a decision", path, body: { outcome: "completed" } },
    { label: "Leave to a reviewer", path, body: { outcome: "needs_review" } },
    { label: "Fail (too many attempts)", path, body: { outcome: "failed" } },
    { label: "Let it expire", path, body: { outcome: "expired" } },
  ]
}
