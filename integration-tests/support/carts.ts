import { randomUUID } from "node:crypto"
import type { Pool } from "pg"
import type { Agent } from "supertest"
import { MARK } from "./ledger"
import { mustSucceed, type Shopper } from "./people"

export type CartItem = { sku?: string; variant_id?: string; quantity: number }

export type CartOptions = {
  shopper: Shopper
  items?: CartItem[]
  /** Also completes it; the order is returned as `order`. */
  complete?: boolean
  /** Stop before the payment session, e.g. to add more. */
  payment?: boolean
  /** Payment provider of the session, the register unless said. */
  provider?: string
  /** `data` of the payment session. */
  data?: Record<string, unknown>
}

/** Medusa's cart as the store API gives it, and the order when it was completed. */
export type ReadyCart = { id: string; order?: any; [field: string]: any }

const address = {
  first_name: "Robin",
  last_name: "Shopper",
  address_1: "1200 Pine Street",
  city: "Seattle",
  province: "WA",
  postal_code: "98101",
  country_code: "us",
  phone: "+12065550100",
}

async function variantId(db: Pool, item: CartItem): Promise<string> {
  if (item.variant_id) {
    return item.variant_id
  }
  const { rows } = await db.query("SELECT id FROM product_variant WHERE sku = $1 AND deleted_at IS NULL", [item.sku])
  if (!rows.length) {
    throw new Error(`The seeded catalog has no variant with sku ${item.sku}`)
  }
  return rows[0].id
}

/** A published variant of the catalog with plenty in stock; always the same one, so that failures repeat. */
export async function plentifulVariant(db: Pool): Promise<{ id: string; sku: string; inventory_item_id: string }> {
  const { rows } = await db.query(`
    SELECT variant.id, variant.sku, link.inventory_item_id
      FROM product_variant variant
      JOIN product ON product.id = variant.product_id AND product.status = 'published' AND product.deleted_at IS NULL
      JOIN product_variant_inventory_item link ON link.variant_id = variant.id AND link.deleted_at IS NULL
      JOIN inventory_level level ON level.inventory_item_id = link.inventory_item_id AND level.deleted_at IS NULL
     WHERE variant.deleted_at IS NULL AND variant.sku IS NOT NULL
     GROUP BY variant.id, variant.sku, link.inventory_item_id
    HAVING sum(level.stocked_quantity - level.reserved_quantity) >= 20
     ORDER BY variant.sku
     LIMIT 1`)
  if (!rows.length) {
    throw new Error("The seeded catalog has no published variant with 20 or more in stock")
  }
  return rows[0]
}

/** Fills a cart as a storefront does, over HTTP, until nothing is missing but `complete`. */
export async function readyCart(
  context: { api: () => Agent; db: Pool },
  { shopper, items, complete = false, payment = true, provider = "pp_posabit_posabit", data }: CartOptions
): Promise<ReadyCart> {
  const { api, db } = context
  const post = async (path: string, body: object) => mustSucceed(await api().post(path).set(shopper.headers).send(body))
  const get = async (path: string) => mustSucceed(await api().get(path).set(shopper.headers))

  const wanted = items ?? [{ variant_id: (await plentifulVariant(db)).id, quantity: 1 }]
  const { regions } = await get("/store/regions")
  const { cart } = await post("/store/carts", {
    region_id: regions[0].id,
    email: shopper.email,
    shipping_address: address,
    billing_address: address,
    metadata: { [MARK]: randomUUID() },
    items: await Promise.all(
      wanted.map(async (item) => ({ variant_id: await variantId(db, item), quantity: item.quantity }))
    ),
  })
  const { shipping_options } = await get(`/store/shipping-options?cart_id=${cart.id}`)
  if (!shipping_options.length) {
    throw new Error(`No shipping option is offered for cart ${cart.id}`)
  }
  const shipped = await post(`/store/carts/${cart.id}/shipping-methods`, { option_id: shipping_options[0].id })
  if (!payment) {
    return shipped.cart
  }

  const { payment_collection } = await post("/store/payment-collections", { cart_id: cart.id })
  await post(`/store/payment-collections/${payment_collection.id}/payment-sessions`, { provider_id: provider, data })
  if (!complete) {
    return (await get(`/store/carts/${cart.id}`)).cart
  }

  const completed = await post(`/store/carts/${cart.id}/complete`, {})
  if (completed.type !== "order") {
    throw new Error(`Cart ${cart.id} was not completed: ${JSON.stringify(completed.error)}`)
  }
  return { ...shipped.cart, order: completed.order }
}
