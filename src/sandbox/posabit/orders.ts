import { KEPT, type PageQuery } from "../frame/service"
import { Shelf } from "../frame/shelf"
import type { IncomingOrder } from "./incoming-order"
import type { OrderStatus } from "./statuses"

type OrderItem = IncomingOrder["order_items_attributes"][number] & { id: number }

export type PortalRefund = { reference: string; amount_cents: number; refunded_at: string }

export type Order = Omit<IncomingOrder, "order_items_attributes"> & {
  id: number
  venue_id: number
  status: OrderStatus
  order_items: OrderItem[]
  /** Cents that staff charged in the end, when that differs from the lines. */
  charged: number | null
  /** What staff gave back in the portal. The API neither does nor shows it. */
  refunds: PortalRefund[]
  created_at: string
  updated_at: string
  processed_at: string | null
}

const FIRST_ORDER_ID = 500_001
const FIRST_ITEM_ID = 900_001

/** The online orders of all venues. Like POSaBIT's it knows no idempotency: the same reference twice makes two orders. */
export class OrderBook {
  #orders = new Shelf<Order>(KEPT)
  #nextOrderId = FIRST_ORDER_ID
  #nextItemId = FIRST_ITEM_ID

  constructor(private readonly now: () => Date) {}

  create(venueId: number, { order_items_attributes: items, ...input }: IncomingOrder): Order {
    const now = this.now().toISOString()
    const order: Order = {
      ...input,
      id: this.#nextOrderId++,
      venue_id: venueId,
      status: "pending",
      order_items: items.map((item) => ({ id: this.#nextItemId++, ...item })),
      charged: null,
      refunds: [],
      created_at: now,
      updated_at: now,
      processed_at: null,
    }
    this.#orders.put(order.id, order)
    return order
  }

  get = (id: string) => this.#orders.get(Number(id))

  newestFirst = () => this.#orders.newestFirst()

  page = (query: PageQuery, matches?: (order: Order) => boolean) => this.#orders.page(query, matches)

  move(order: Order, status: OrderStatus, charged?: number) {
    order.status = status
    order.charged = charged ?? order.charged
    order.updated_at = this.now().toISOString()
    order.processed_at ??= status === "completed" || status === "delivered" ? order.updated_at : null
  }

  /** Undefined when it is more than the register took and has left. */
  refund(order: Order, amountCents: number): PortalRefund | undefined {
    const isPaid = order.status === "completed" || order.status === "delivered"
    const given = order.refunds.reduce((sum, { amount_cents: cents }) => sum + cents, 0)
    if (!isPaid || given + amountCents > totalOf(order)) {
      return undefined
    }
    const reference = `PR-${order.id}-${order.refunds.length + 1}`
    const refund = { reference, amount_cents: amountCents, refunded_at: this.now().toISOString() }
    order.refunds.push(refund)
    return refund
  }

  reset() {
    this.#orders.clear()
    this.#nextOrderId = FIRST_ORDER_ID
    this.#nextItemId = FIRST_ITEM_ID
  }
}

/** Integer cents: what staff charged, else the lines and the tip. Prices are taken as they are sent; no tax is added. */
export const totalOf = ({ charged, order_items: items, tip_amount: tip }: Order) =>
  charged ?? items.reduce((sum, { price, quantity }) => sum + price * quantity, tip)

/** The order as the API answers it. The names are documented, that a field is null until something happens is assumed. */
export function present(order: Order) {
  const { status, charged, refunds, status_callback: callback, venue_id: venue, ...fields } = order
  return {
    ...fields,
    aasm_state: status,
    pos_status: status,
    total: totalOf(order),
    terminal_id: null,
    local_order_id: null,
    driver_id: null,
    vehicle_id: null,
    processed_by: null,
    saved_order_data: null,
    lat: null,
    lng: null,
    internal_notes: null,
    departured_at: null,
    delivered_at: status === "delivered" ? order.updated_at : null,
    planned_route: null,
    delivery_status: null,
    sts_error: status === "sts_failed" ? "manifest refused" : null,
  }
}
