import type { PageQuery, Panel, PanelAct, PanelRow } from "../frame/service"
import type { Callback, Callbacks } from "./callbacks"
import { totalOf, type Order, type OrderBook } from "./orders"
import { show } from "./staff"
import { nextStatuses, STATUSES, type OrderStatus } from "./statuses"

/** What the console shows of the register: orders with everything staff and the network may do to them, and what was called. */
export const panel = (orders: OrderBook, callbacks: Callbacks): Panel => ({
  tables: [
    {
      name: "orders",
      title: "Orders at the register",
      empty: "No online order has reached the register yet.",
      columns: ["Order", "Reference", "Type", "Total", "Status", "Last callback"],
      page: (query) => {
        const { rows, count } = orders.page(query, found(query, orderText))
        return { rows: rows.map((order) => orderRow(order, callbacks)), count }
      },
    },
    {
      name: "callbacks",
      title: "Callbacks to the shop",
      empty: "The register has called nobody yet.",
      columns: ["Callback", "Order", "Status", "Due (UTC)", "Outcome"],
      page: (query) => {
        const { rows, count } = callbacks.page(query, found(query, callbackText))
        return { rows: rows.map(callbackRow), count }
      },
    },
  ],
})

const found = <T>({ q }: PageQuery, text: (entry: T) => string) =>
  q ? (entry: T) => text(entry).toLowerCase().includes(q.toLowerCase()) : undefined

const orderText = ({ id, reference_no: reference, order_type: type, status, email, last_name: name }: Order) =>
  [id, reference, type, status, email, name].join(" ")

const callbackText = ({ order_id: order, status, state }: Callback) => [order, status, state].join(" ")

const outcome = ({ state, answer_status: answer, error }: Callback) =>
  state === "sent" ? `answered ${answer}` : error ? `${state}: ${error}` : state

function orderRow(order: Order, callbacks: Callbacks): PanelRow {
  const last = callbacks.lastOf(order.id)
  return {
    id: String(order.id),
    cells: [
      order.id,
      order.reference_no ?? null,
      order.order_type,
      `$${(totalOf(order) / 100).toFixed(2)}`,
      STATUSES[order.status],
      last ? `${STATUSES[last.status]}: ${outcome(last)}` : null,
    ],
    acts: [...decisions(order), ...repeats(order)],
    detail: show(order),
  }
}

const LATE = {
  name: "callback.delay_ms",
  label: "Callback after (milliseconds; an hour is 3600000)",
  type: "number",
} as const

/** The sale's end first, then what stops it, then every other status in between. */
function decisions(order: Order): PanelAct[] {
  const path = `/posabit/__sim/orders/${order.id}/status`
  const next = nextStatuses(order.order_type, order.status)
  const paid: OrderStatus = "completed"
  const isOpen = next.includes(paid)
  const others = next.filter((status) => status !== paid && status !== "canceled")
  return [
    ...(isOpen ? [{ label: "Approve", path, body: { status: paid } }] : []),
    ...(next.includes("canceled") ? [{ label: "Decline", path, body: { status: "canceled" }, danger: true }] : []),
    ...(isOpen
      ? [
          {
            label: "Approve another total",
            path,
            body: { status: paid },
            asks: [{ name: "total_cents", label: "Total in cents", type: "number" as const }],
          },
          { label: "Approve, callback late", path, body: { status: paid }, asks: [LATE] },
          { label: "Approve, callback lost", path, body: { status: paid, callback: { lost: true } } },
        ]
      : []),
    ...(order.status === "completed" || order.status === "delivered"
      ? [
          {
            label: "Refund in the portal",
            path: `/posabit/__sim/orders/${order.id}/refunds`,
            body: {},
            asks: [{ name: "amount_cents", label: "Cents to give back", type: "number" as const }],
            danger: true,
          },
        ]
      : []),
    ...others.map((status) => ({ label: `Set ${STATUSES[status]}`, path, body: { status } })),
  ]
}

/** Callbacks that change nothing at the register: again, late, or of a status that is no longer true. */
function repeats(order: Order): PanelAct[] {
  const path = `/posabit/__sim/orders/${order.id}/callbacks`
  const stale: OrderStatus = order.status === "pending" ? "completed" : "pending"
  return [
    { label: "Call back again", path, body: {} },
    { label: "Call back twice", path, body: { times: 2 } },
    { label: "Call back late", path, asks: [{ ...LATE, name: "delay_ms" }] },
    { label: `Call back out of order (${STATUSES[stale]})`, path, body: { status: stale } },
  ]
}

const callbackRow = (callback: Callback): PanelRow => ({
  id: String(callback.id),
  cells: [
    callback.id,
    callback.order_id,
    STATUSES[callback.status],
    callback.due_at.slice(0, 19).replace("T", " "),
    outcome(callback),
  ],
  detail: callback,
})
