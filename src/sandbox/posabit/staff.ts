import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { handler, notFound, Paging, parse, Problem } from "../frame/problem"
import { Delivery, type Callbacks } from "./callbacks"
import type { MenuBook } from "./menu"
import { present, type Order, type OrderBook } from "./orders"
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

const Refund = z.strictObject({ amount_cents: z.coerce.number().int().min(1).max(100_000_000) })

const Resize = z.strictObject({ items: z.number().int().min(0).max(20_000) })

const ChangeItem = z.strictObject({
  name: z.string().min(1).max(255).optional(),
  price_cents: z.number().int().min(0).max(100_000_000).optional(),
  price_ids: z.array(z.number().int()).max(100).optional(),
  removed: z.boolean().optional(),
})

const Repeat = Delivery.omit({ lost: true }).extend({ status: Status.optional() })

export const show = (order: Order) => ({
  ...present(order),
  venue_id: order.venue_id,
  status: order.status,
  status_callback: order.status_callback ?? null,
  refunds: order.refunds,
  next_statuses: nextStatuses(order.order_type, order.status),
})

/** `/posabit/__sim`: what staff do in the store. No credentials; it exists in the sandbox only. */
export function staff(orders: OrderBook, callbacks: Callbacks, menu: MenuBook) {
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
      const wanted = Object.entries(filter).filter(([, value]) => value)
      const { rows, count } = orders.page({ limit, offset }, (order) =>
        wanted.every(([name, value]) => order[name as keyof Order] === value)
      )
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

  /** Staff give money back in POSaBIT's portal. Nobody is told: its API knows no refunds. */
  router.post(
    "/orders/:id/refunds",
    handler((req, res) => {
      const order = find(req.params.id)
      const { amount_cents: cents } = parse(Refund, req.body)
      const refund = orders.refund(order, cents)
      if (!refund) {
        throw new Problem(422, "`amount_cents`: is more than the register took and has left", "amount_cents")
      }
      res.status(201).json({ refund, order: show(order) })
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
      const { rows, count } = callbacks.page(
        { limit, offset },
        (callback) => orderId === undefined || callback.order_id === orderId
      )
      res.json({ callbacks: rows, count, limit, offset })
    })
  )

  /** What staff put on the menu: `items` more than the three it has. */
  router.post(
    "/menu",
    handler((req, res) => {
      menu.resize(parse(Resize, req.body).items)
      res.json({ count: menu.items().length })
    })
  )

  router.post(
    "/menu/items/:id",
    handler((req, res) => {
      const id = Number(req.params.id)
      menu.change(id, parse(ChangeItem, req.body))
      res.json({ item: menu.items().find((item) => item.id === id) ?? null })
    })
  )

  router.use(notFound)

  return router
}
