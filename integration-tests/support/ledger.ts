import type { Pool } from "pg"

/** Key in the metadata of carts that tests make, and of their orders. */
export const MARK = "spec_cart"

/** Everything in the database that the sale of one cart leaves behind, read past the application. */
export type SaleFacts = {
  /** Orders made from the cart, linked to it or not. */
  orders: string[]
  /** Exactly one order, and it is linked to the cart and to the cart's payment collection. */
  linked: boolean
  cartCompleted: boolean
  /** Pieces reserved for lines of those orders. */
  reserved: number
  /** Status of the cart's payment sessions that are still there. */
  sessions: string[]
  payments: number
  captures: number
  capturedAmount: number
}

/**
 * Orders are found by the mark that `readyCart` puts into the cart and Medusa copies to the order: a killed completion may
 * have left one without its link.
 */
export async function saleFacts(db: Pool, cartId: string): Promise<SaleFacts> {
  const cart = await one(db, `SELECT metadata->>'${MARK}' AS mark, completed_at FROM cart WHERE id = $1`, [cartId])
  const orders = await all(db, `SELECT id FROM "order" WHERE metadata->>'${MARK}' = $1 AND deleted_at IS NULL`, [
    cart.mark,
  ])
  const { links } = await one(
    db,
    `SELECT count(*)::int AS links FROM order_cart
       JOIN cart_payment_collection paid ON paid.cart_id = order_cart.cart_id AND paid.deleted_at IS NULL
       JOIN order_payment_collection owed ON owed.order_id = order_cart.order_id AND owed.deleted_at IS NULL
        AND owed.payment_collection_id = paid.payment_collection_id
      WHERE order_cart.cart_id = $1 AND order_cart.order_id = ANY($2) AND order_cart.deleted_at IS NULL`,
    [cartId, orders.map(({ id }) => id)]
  )
  const orderIds = orders.map(({ id }) => id)
  const { reserved } = await one(
    db,
    `SELECT coalesce(sum(reservation.quantity), 0)::int AS reserved
       FROM reservation_item reservation
       JOIN order_item ON order_item.item_id = reservation.line_item_id
      WHERE order_item.order_id = ANY($1) AND reservation.deleted_at IS NULL AND order_item.deleted_at IS NULL`,
    [orderIds]
  )
  const sessions = await all(
    db,
    `SELECT session.status FROM payment_session session
       JOIN cart_payment_collection link ON link.payment_collection_id = session.payment_collection_id
      WHERE link.cart_id = $1 AND link.deleted_at IS NULL AND session.deleted_at IS NULL`,
    [cartId]
  )
  const money = await one(
    db,
    `SELECT count(DISTINCT payment.id)::int AS payments, count(capture.id)::int AS captures,
            coalesce(sum(capture.amount), 0)::float AS amount
       FROM cart_payment_collection link
       JOIN payment ON payment.payment_collection_id = link.payment_collection_id AND payment.deleted_at IS NULL
       LEFT JOIN capture ON capture.payment_id = payment.id AND capture.deleted_at IS NULL
      WHERE link.cart_id = $1 AND link.deleted_at IS NULL`,
    [cartId]
  )
  return {
    orders: orderIds,
    linked: orderIds.length === 1 && links === 1,
    cartCompleted: cart.completed_at !== null,
    reserved,
    sessions: sessions.map(({ status }) => status),
    payments: money.payments,
    captures: money.captures,
    capturedAmount: money.amount,
  }
}

/** Stock of one inventory item over all locations. */
export async function stockOf(
  db: Pool,
  inventoryItemId: string
): Promise<{ stocked: number; reserved: number; available: number }> {
  const { stocked, reserved } = await one(
    db,
    `SELECT coalesce(sum(stocked_quantity), 0)::int AS stocked, coalesce(sum(reserved_quantity), 0)::int AS reserved
       FROM inventory_level WHERE inventory_item_id = $1 AND deleted_at IS NULL`,
    [inventoryItemId]
  )
  return { stocked, reserved, available: stocked - reserved }
}

/** What the levels call reserved and no reservation explains; empty when stock and reservations agree. */
export async function stockDisagreements(
  db: Pool
): Promise<{ inventory_item_id: string; level: number; items: number }[]> {
  return await all(
    db,
    `SELECT level.inventory_item_id, level.location_id, level.reserved_quantity::int AS level,
            coalesce(sum(reservation.quantity), 0)::int AS items
       FROM inventory_level level
       LEFT JOIN reservation_item reservation ON reservation.inventory_item_id = level.inventory_item_id
        AND reservation.location_id = level.location_id AND reservation.deleted_at IS NULL
      WHERE level.deleted_at IS NULL
      GROUP BY level.id, level.inventory_item_id, level.location_id, level.reserved_quantity
     HAVING level.reserved_quantity::int <> coalesce(sum(reservation.quantity), 0)::int`,
    []
  )
}

async function all(db: Pool, text: string, values: unknown[]): Promise<any[]> {
  return (await db.query(text, values)).rows
}

async function one(db: Pool, text: string, values: unknown[]): Promise<any> {
  const rows = await all(db, text, values)
  if (!rows.length) {
    throw new Error(`Nothing found: ${text} with ${JSON.stringify(values)}`)
  }
  return rows[0]
}
