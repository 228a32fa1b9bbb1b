import type { Panel, PanelAct } from "../frame/service"
import { outcomeOf, webhookTable, type SignedWebhooks } from "../frame/webhooks"
import type { Session, Sessions } from "./sessions"

/** Sessions with everything that may come of them, and what was told to the shop. */
export const panel = (sessions: Sessions, webhooks: SignedWebhooks): Panel => ({
  tables: [
    {
      name: "sessions",
      title: "Verification sessions",
      empty: "Nobody has been asked for a document yet.",
      columns: ["Session", "Reference", "Customer", "Status", "Last webhook"],
      page: (query) => {
        const { rows, count } = sessions.page(query)
        return {
          count,
          rows: rows.map((session) => {
            const last = webhooks.lastOf(session.id)
            const { firstName, lastName } = session.given
            return {
              id: session.id,
              cells: [
                session.id,
                session.vendor_data,
                [firstName, lastName].filter(Boolean).join(" ") || null,
                session.status,
                last ? `${last.event}: ${outcomeOf(last)}` : null,
              ],
              acts: acts(session),
              detail: session,
            }
          }),
        }
      },
    },
    webhookTable("veriff", webhooks),
  ],
  acts: [
    {
      label: "Set the address of webhooks",
      path: "/veriff/__sim/settings",
      asks: [{ name: "decision_url", label: "Address in the shop", type: "text" }],
    },
  ],
})

function acts({ id, status }: Session): PanelAct[] {
  const path = `/veriff/__sim/sessions/${id}/decide`
  const born = { name: "person.dateOfBirth", label: "Date of birth (YYYY-MM-DD)", type: "text" as const }
  const late = { name: "webhook.delay_ms", label: "Webhook after (milliseconds)", type: "number" as const }
  if (["approved", "declined", "expired", "abandoned"].includes(status)) {
    return []
  }
  return [
    { label: "Approve", path, body: { outcome: "approved" } },
    { label: "Decline", path, body: { outcome: "declined" }, danger: true },
    { label: "Approve with another birth date", path, body: { outcome: "approved" }, asks: [born] },
    {
      label: "Approve another name",
      path,
      body: { outcome: "approved" },
      asks: [
        { name: "person.firstName", label: "First name", type: "text" },
        { name: "person.lastName", label: "Last name", type: "text" },
      ],
    },
    { label: "Approve, webhook late", path, body: { outcome: "approved" }, asks: [late] },
    { label: "Approve, webhook lost", path, body: { outcome: "approved", webhook: { lost: true } } },
    { label: "Started", path, body: { outcome: "started" } },
    { label: "Submitted", path, body: { outcome: "submitted" } },
    { label: "Ask for better images", path, body: { outcome: "resubmission_requested" } },
    { label: "Leave to a reviewer", path, body: { outcome: "review" } },
    { label: "Let it expire", path, body: { outcome: "expired" } },
    { label: "Abandon", path, body: { outcome: "abandoned" } },
  ]
}
