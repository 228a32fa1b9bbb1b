import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { html } from "../frame/html"
import { handler, notFound, Paging, parse, Problem } from "../frame/problem"
import { page } from "../frame/shelf"
import { Delivery, type Callbacks } from "./callbacks"
import { present, totalOf, type Order, type OrderBook } from "./orders"
import { nextStatuses, STATUSES, type OrderStatus } from "./statuses"

const Status = z.enum(Object.keys(STATUSES) as [OrderStatus, ...OrderStatus[]])

const OrderQuery = z.strictObject({
  reference_no: z.string().max(255).optional(),
  status: Status.optional(),
  ...Paging,
})
const CallbackQuery = z.strictObject({ order_id: z.coerce.number().int().optional(), ...Paging })

const ChangeStatus = z.strictObject({
  status: Status,
  /** What the register charges in the end, when it differs from the lines. */
  total_cents: z.number().int().min(0).max(100_000_000).optional(),
  callback: Delivery.default({ lost: false, times: 1, delay_ms: 0, as_printed: false }),
})

const Repeat = Delivery.omit({ lost: true }).extend({ status: Status.optional() })

const show = (order: Order) => ({
  ...present(order),
  venue_id: order.venue_id,
  status: order.status,
  status_callback: order.status_callback ?? null,
  next_statuses: nextStatuses(order.order_type, order.status),
})

/** `/posabit/__sim`: what staff do in the store. No credentials; it exists in the sandbox only. */
export function staff(orders: OrderBook, callbacks: Callbacks) {
  const router = Router()

  const find = (id: string) => {
    const order = orders.get(id)
    if (!order) {
      throw new Problem(404, `there is no POSaBIT order ${id}`, "id")
    }
    return order
  }

  router.get(
    "/orders",
    handler((req, res) => {
      const { limit, offset, ...filter } = parse(OrderQuery, req.query)
      const found = orders
        .newestFirst()
        .filter((order) =>
          Object.entries(filter).every(([name, value]) => !value || order[name as keyof Order] === value)
        )
      const { rows, count } = page(found, { limit, offset })
      res.json({ orders: rows.map(show), count, limit, offset })
    })
  )

  router.get(
    "/orders/:id",
    handler((req, res) => res.json({ order: show(find(req.params.id)) }))
  )

  router.post(
    "/orders/:id/status",
    handler((req, res) => {
      const order = find(req.params.id)
      const { status, total_cents: total, callback } = parse(ChangeStatus, req.body)
      const allowed = nextStatuses(order.order_type, order.status)
      if (!allowed.includes(status)) {
        const choice = allowed.length ? `may become ${allowed.join(", ")}` : "is final"
        throw new Problem(422, `\`status\`: a ${order.order_type} order that is ${order.status} ${choice}`, "status")
      }
      orders.move(order, status, total)
      res.json({ order: show(order), callbacks: callbacks.announce(order, status, callback) })
    })
  )

  /** Sends a callback without changing anything: again, late, or with a status that is no longer true. */
  router.post(
    "/orders/:id/callbacks",
    handler((req, res) => {
      const order = find(req.params.id)
      const { status = order.status, ...delivery } = parse(Repeat, req.body)
      res.json({ callbacks: callbacks.announce(order, status, { lost: false, ...delivery }) })
    })
  )

  router.get(
    "/callbacks",
    handler((req, res) => {
      const { limit, offset, order_id: orderId } = parse(CallbackQuery, req.query)
      const { rows, count } = page(callbacks.newestFirst(orderId), { limit, offset })
      res.json({ callbacks: rows, count, limit, offset })
    })
  )

  router.use(notFound)

  return router
}

const button = (order: Order) => (status: OrderStatus) =>
  html`<button data-post="/posabit/__sim/orders/${order.id}/status" data-body="${JSON.stringify({ status })}">
    ${STATUSES[status]}
  </button>`

/** The orders with one button for each status they may take next. */
export function panel(orders: OrderBook, callbacks: Callbacks): string {
  const latest = orders.newestFirst().slice(0, 25)
  const lastCallback = (order: Order) => {
    const [last] = callbacks.newestFirst(order.id)
    return last && `${last.status}: ${last.state}${last.answer_status ? ` (${last.answer_status})` : ""}`
  }
  return latest.length
    ? html`<table>
        <tr>
          <th>Order</th>
          <th>Reference</th>
          <th>Type</th>
          <th>Total</th>
          <th>Status</th>
          <th>Last callback</th>
          <th>Staff may set</th>
        </tr>
        ${latest.map(
          (order) =>
            html`<tr>
              <td>${order.id}</td>
              <td>${order.reference_no}</td>
              <td>${order.order_type}</td>
              <td>$${(totalOf(order) / 100).toFixed(2)}</td>
              <td>${STATUSES[order.status]}</td>
              <td class="quiet">${lastCallback(order)}</td>
              <td>${nextStatuses(order.order_type, order.status).map(button(order))}</td>
            </tr>`
        )}
      </table>`.toString()
    : html`<p class="quiet">No online order yet.</p>`.toString()
}
