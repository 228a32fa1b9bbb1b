import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"

/** What a cut-off completion left of a cart's order. */
export type Checkout = {
  cart: {
    id: string
    completed_at: string | Date | null
    currency_code: string
    customer_id: string | null
    email: string | null
  }
  lines: { variant_id: string | null; quantity: number }[]
  sessions: { id: string; status: string }[]
  captures: { id: string; amount: any }[]
  collectionId?: string
  promotionIds: string[]
  needsReservation: boolean
  hasReservations: boolean
  /** The order linked with the cart. */
  order?: RecoveredOrder
}

export type RecoveredOrder = {
  id: string
  itemIds: string[]
  /** Ids of captures that the order's transactions already name. */
  transactionReferences: string[]
  /** Staff have gone on with it: it is whole, whatever is left of its reservations. */
  isUnderWay: boolean
}

const ORDER_FIELDS = ["id", "status", "items.id", "transactions.reference_id", "fulfillments.id"]

export async function loadCheckout(container: MedusaContainer, cartId: string): Promise<Checkout> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: carts } = await query.graph({
    entity: "cart",
    fields: [
      "id",
      "completed_at",
      "currency_code",
      "customer_id",
      "email",
      "items.variant_id",
      "items.quantity",
      "items.variant.manage_inventory",
      "promotions.id",
      "payment_collection.id",
      "payment_collection.payment_sessions.id",
      "payment_collection.payment_sessions.status",
      "payment_collection.payment_sessions.payment.captures.*",
    ],
    filters: { id: cartId },
  })
  const cart = carts[0] as any
  const { data: links } = await query.graph({
    entity: "order_cart",
    fields: ["order_id"],
    filters: { cart_id: cartId },
  })
  const order = links[0] && (await loadOrder(container, links[0].order_id))
  const sessions: any[] = cart.payment_collection?.payment_sessions ?? []

  return {
    cart,
    lines: linesOf(cart.items),
    sessions: sessions.map(({ id, status }) => ({ id, status })),
    captures: sessions.flatMap(({ payment }) => payment?.captures ?? []),
    collectionId: cart.payment_collection?.id,
    promotionIds: (cart.promotions ?? []).filter(Boolean).map(({ id }: { id: string }) => id),
    needsReservation: cart.items.some((item: any) => item.variant?.manage_inventory),
    hasReservations: !!order && (await hasReservations(container, order.itemIds)),
    order,
  }
}

/**
 * The order that a crash left between its making and its link with the cart. The order names no cart, so it is known by
 * its shopper, its lines and its hour, and by having neither cart nor payment nor fulfilment; draft orders are not it.
 */
export async function findUnlinkedOrder(
  container: MedusaContainer,
  checkout: Checkout,
  since: Date
): Promise<RecoveredOrder | undefined> {
  const { customer_id, email, currency_code } = checkout.cart
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: orders } = await query.graph({
    entity: "order",
    fields: [...ORDER_FIELDS, "items.variant_id", "items.quantity", "cart.id", "payment_collections.id"],
    filters: {
      customer_id,
      email,
      currency_code,
      is_draft_order: false,
      status: "pending",
      created_at: { $gte: new Date(since), $lte: new Date(new Date(since).getTime() + 10 * 60_000) },
    } as never,
    pagination: { take: 50, order: { created_at: "ASC" } },
  })
  const match = orders.find(
    (order: any) =>
      !order.cart &&
      !order.payment_collections?.length &&
      !order.fulfillments?.length &&
      sameLines(linesOf(order.items), checkout.lines)
  )
  return match && toRecovered(match)
}

async function loadOrder(container: MedusaContainer, id: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ORDER_FIELDS, filters: { id } })
  return data[0] && toRecovered(data[0])
}

async function hasReservations(container: MedusaContainer, itemIds: string[]) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "reservation", fields: ["id"], filters: { line_item_id: itemIds } })
  return data.length > 0
}

const toRecovered = (order: any): RecoveredOrder => ({
  id: order.id,
  itemIds: (order.items ?? []).map(({ id }: { id: string }) => id),
  transactionReferences: (order.transactions ?? []).map((transaction: any) => transaction?.reference_id),
  isUnderWay: !!order.fulfillments?.length || order.status !== "pending",
})

const linesOf = (items: any[] = []) =>
  items.map(({ variant_id, quantity }) => ({ variant_id, quantity: MathBN.convert(quantity).toNumber() }))

type Lines = Checkout["lines"]
const keyOf = (lines: Lines) =>
  lines
    .map(({ variant_id, quantity }) => `${variant_id}x${quantity}`)
    .sort()
    .join()
const sameLines = (a: Lines, b: Lines) => keyOf(a) === keyOf(b)
