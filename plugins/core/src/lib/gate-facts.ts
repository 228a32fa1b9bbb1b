import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { GateFacts, GateItem, GatePoint } from "../types"
import { clock } from "./clock"
import { missingFields } from "./gate-fields"
import { gatesAt } from "./run-gates"

const itemFields = (path: string) =>
  [
    "id",
    "title",
    "quantity",
    "unit_price",
    "variant_id",
    "product_id",
    "variant.id",
    "variant.sku",
    "variant.title",
  ].map((field) => `${path}.${field}`)

const OF_VARIANT = "items.variant."
const PENDING_FIELDS = ["sku", "title", "product_id", "product.title"].map((field) => `${OF_VARIANT}${field}`)

const COMMON_FIELDS = [
  "id",
  "email",
  "currency_code",
  "region_id",
  "sales_channel_id",
  "metadata",
  "customer.*",
  "shipping_address.*",
  "shipping_methods.*",
]

const CART_FIELDS = [...COMMON_FIELDS, "completed_at", ...itemFields("items")]
const ORDER_FIELDS = [
  ...COMMON_FIELDS,
  "status",
  "is_draft_order",
  "items.*",
  "items.variant.id",
  "items.variant.sku",
  "items.variant.title",
]

/** Fields that the gates of these points asked for, from the cart's or order's root. */
const gateFields = (points: GatePoint[]) => [
  ...new Set(points.flatMap((point) => gatesAt(point).flatMap((gate) => gate.fields ?? []))),
]

/** The one cart load that serves every gate of a point. */
export async function loadCartFacts(container: MedusaContainer, point: GatePoint, cartId: string): Promise<GateFacts> {
  const cart = await loadOne(container, "cart", cartId, [...CART_FIELDS, ...gateFields([point])])
  return { container, point, now: clock.now(), cart, customer: cart.customer ?? null, items: toItems(cart.items) }
}

/**
 * The same from the cart that complete-cart has loaded for itself and makes the order of. What it did not load of the
 * variants is read now; should it ever lack anything else, the cart is loaded as everywhere.
 */
export async function factsOfLoadedCart(
  container: MedusaContainer,
  point: GatePoint,
  cart: Record<string, any>
): Promise<GateFacts> {
  const missing = missingFields(cart, [...CART_FIELDS, ...gateFields([point])])
  if (!missing.every((field) => field.startsWith(OF_VARIANT))) {
    return await loadCartFacts(container, point, cart.id)
  }
  const lines = toItems(cart.items)
  const variants = await loadVariants(container, lines, missing)
  const items = lines.map((item) => {
    const loaded = item.variant_id && variants.get(item.variant_id)
    return loaded ? { ...item, variant: { ...item.variant, ...loaded } } : item
  })
  return { container, point, now: clock.now(), cart, customer: cart.customer ?? null, items }
}

/** The same for an order, with the lines that a pending change would add when there is a preview. */
export async function loadOrderFacts(
  container: MedusaContainer,
  point: GatePoint,
  orderId: string,
  pendingItems: GateItem[] = []
): Promise<GateFacts> {
  const order = await loadOne(container, "order", orderId, [...ORDER_FIELDS, ...gateFields([point])])
  const items = [...toItems(order.items), ...pendingItems]
  return { container, point, now: clock.now(), order, customer: order.customer ?? null, items }
}

/** Lines of a pending change, with the variant fields that gates asked for. */
export async function loadPendingItems(
  container: MedusaContainer,
  point: GatePoint,
  lines: { variant_id: string | null; title?: string; quantity: number }[]
): Promise<GateItem[]> {
  if (!lines.length) {
    return []
  }
  const ofGates = gateFields([point]).filter((field) => field.startsWith(OF_VARIANT))
  const variants = await loadVariants(container, lines, [...PENDING_FIELDS, ...ofGates])
  return lines.map(({ variant_id, title, quantity }) => {
    const variant = (variant_id && variants.get(variant_id)) || null
    return { variant_id, quantity, variant, product_id: variant?.product_id, title: variant?.product?.title ?? title }
  })
}

/** Variants of lines by id, with fields that are given from the cart's root. */
async function loadVariants(
  container: MedusaContainer,
  lines: { variant_id: string | null }[],
  fields: string[]
): Promise<Map<string, Record<string, any>>> {
  const id = lines.flatMap(({ variant_id }) => variant_id ?? [])
  if (!id.length || !fields.length) {
    return new Map()
  }
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "product_variant",
    fields: ["id", ...fields.map((field) => field.slice(OF_VARIANT.length))],
    filters: { id },
  })
  return new Map(data.map((variant: any) => [variant.id, variant]))
}

async function loadOne(container: MedusaContainer, entity: "cart" | "order", id: string, fields: string[]) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields, filters: { id } })
  if (!data[0]) {
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `${entity === "cart" ? "Cart" : "Order"} with id: ${id} was not found`
    )
  }
  return data[0] as Record<string, any>
}

const toItems = (items: any[] = []): GateItem[] =>
  items.filter(Boolean).map((item) => ({ ...item, quantity: Number(item.quantity) }))
