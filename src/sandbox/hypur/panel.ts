import type { PageQuery, Panel, PanelAct, PanelRow } from "../frame/service"
import { payload } from "./answers"
import { refundedCents, STATUSES, type PaymentRequest, type RequestBook } from "./requests"
import type { Webhook, Webhooks } from "./webhooks"

/** What the console shows of Hypur: payment requests with what consumers and banks may do, and what was called. */
export const panel = (book: RequestBook, webhooks: Webhooks): Panel => ({
  tables: [
    {
      name: "requests",
      title: "Payment requests",
      empty: "No payment has been asked for yet.",
      columns: ["Request", "Buyer", "Amount", "Fee", "Given back", "Status"],
      page: (query) => {
        const { rows, count } = book.page(query, found(query, requestText))
        return { rows: rows.map((request) => requestRow(request, book)), count }
      },
    },
    {
      name: "webhooks",
      title: "Webhooks to the shop",
      empty: "Nobody has been called yet: no address is set.",
      columns: ["Request", "Status", "Sent (UTC)", "Outcome"],
      page: (query) => {
        const { rows, count } = webhooks.page(query, found(query, webhookText))
        return { rows: rows.map(webhookRow), count }
      },
    },
  ],
})

const found = <T>({ q }: PageQuery, text: (entry: T) => string) =>
  q ? (entry: T) => text(entry).toLowerCase().includes(q.toLowerCase()) : undefined

const requestText = ({ id, status, buyer, reference }: PaymentRequest) => [id, status, buyer, reference].join(" ")
const webhookText = ({ request_id: request, status, state }: Webhook) => [request, status, state].join(" ")
const money = (cents: number) => `$${(cents / 100).toFixed(2)}`

function requestRow(request: PaymentRequest, book: RequestBook): PanelRow {
  const { id, buyer, cents, fee_cents: fee, status, said } = request
  return {
    id,
    cells: [id, buyer || null, money(cents), money(fee), money(refundedCents(request)), said ?? STATUSES[status]],
    acts: acts(request, book),
    detail: payload(request),
  }
}

function acts(request: PaymentRequest, book: RequestBook): PanelAct[] {
  const path = (act: string) => `/hypur/__sim/requests/${request.id}/${act}`
  const next = book.next(request)
  const offered: (PanelAct | false)[] = [
    next.includes("approved") && { label: "Approve", path: path("approve"), body: {} },
    next.includes("approved") && {
      label: "Approve with fee",
      path: path("approve"),
      asks: [{ name: "fee_cents", label: "Fee in cents", type: "number" as const }],
    },
    next.includes("declined") && { label: "Decline", path: path("decline"), body: {}, danger: true },
    next.includes("expired") && { label: "Expire", path: path("expire"), body: {}, danger: true },
    next.includes("settled") && { label: "Settle", path: path("settle"), body: {} },
    next.includes("returned") && { label: "Return", path: path("return"), body: {}, danger: true },
    next.includes("represented") && { label: "Re-present", path: path("represent"), body: {} },
    {
      label: "Say another status",
      path: path("say"),
      asks: [{ name: "status", label: "Status", type: "text" as const }],
    },
    { label: "Send the webhook again", path: path("webhooks"), body: {} },
    { label: "Send it twice", path: path("webhooks"), body: { times: 2 } },
    {
      label: "Send it late",
      path: path("webhooks"),
      asks: [{ name: "delay_ms", label: "Milliseconds", type: "number" as const }],
    },
  ]
  return offered.filter((act) => act !== false)
}

const webhookRow = (webhook: Webhook): PanelRow => ({
  id: webhook.id,
  cells: [
    webhook.request_id,
    webhook.status,
    webhook.created_at.slice(0, 19).replace("T", " "),
    webhook.state === "sent" ? `answered ${webhook.answer_status}` : (webhook.error ?? webhook.state),
  ],
  detail: webhook,
})
