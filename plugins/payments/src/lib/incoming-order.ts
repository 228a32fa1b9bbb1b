import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import type { PosabitOrderDTO } from "../types"
import { shareOut } from "./money"
import type { PosabitOptions } from "./options"

type OrderLine = {
  title: string
  product_title?: string | null
  variant_title?: string | null
  variant_sku?: string | null
  quantity: number
  total: BigNumberInput
  variant?: { sku?: string | null; metadata?: Record<string, unknown> | null } | null
}

type Person = {
  first_name?: string | null
  last_name?: string | null
  phone?: string | null
  address_1?: string | null
  address_2?: string | null
  city?: string | null
  province?: string | null
  postal_code?: string | null
  country_code?: string | null
}

/** Medusa's order, with the fields of `INCOMING_ORDER_FIELDS`. */
export type OrderToPush = {
  id: string
  display_id?: number | string | null
  email?: string | null
  shipping_address?: Person | null
  customer?: Person | null
  items: OrderLine[]
  shipping_methods: { name: string; total: BigNumberInput }[]
}

export const INCOMING_ORDER_FIELDS = [
  "id",
  "status",
  "display_id",
  "email",
  "total",
  "shipping_address.*",
  "customer.first_name",
  "customer.last_name",
  "customer.phone",
  "items.*",
  "items.total",
  "items.variant.sku",
  "items.variant.metadata",
  "shipping_methods.*",
  "shipping_methods.total",
]

export type RegisterLine = { product_id: number; product_name: string; price: number; quantity: number }

/** A product that the register does not know and for which no stand-in is configured. */
export class UnmappedProductError extends Error {
  constructor(readonly products: string[]) {
    super(`No POSaBIT product id is known for ${products.join(", ")}`)
  }
}

/**
 * The product id of a variant at POSaBIT: its metadata, then the option `productIds` by SKU, then the stand-in. POSaBIT
 * takes a whole number and Medusa's ids are none, so nothing is made up here.
 */
export function productIdOf(
  variant: { sku?: string | null; metadata?: Record<string, unknown> | null } | null | undefined,
  options: Pick<PosabitOptions, "productIds" | "fallbackProductId">
): number | null {
  const named = Number(variant?.metadata?.posabit_product_id)
  if (Number.isSafeInteger(named) && named > 0) {
    return named
  }
  return (variant?.sku ? options.productIds[variant.sku] : undefined) ?? options.fallbackProductId
}

/** The body of `POST /incoming_orders`. Its lines add up to what the shopper was promised to pay, to the cent. */
export function incomingOrder(
  order: OrderToPush,
  row: PosabitOrderDTO,
  options: PosabitOptions,
  statusCallback: string
) {
  const { shipping_address, customer } = order
  const isDelivery = row.order_type === "delivery"
  return {
    order_type: row.order_type,
    first_name: text(shipping_address?.first_name ?? customer?.first_name, 100) ?? "Online",
    last_name: text(shipping_address?.last_name ?? customer?.last_name, 100) ?? "Shopper",
    ...defined("email", text(order.email, 200)),
    ...defined("telephone", text((shipping_address?.phone ?? customer?.phone)?.replace(/\D/g, ""), 20)),
    ...(isDelivery && {
      address: text([shipping_address?.address_1, shipping_address?.address_2].filter(Boolean).join(", "), 200) ?? "",
      city: text(shipping_address?.city, 100) ?? "",
      state_abbrev: stateOf(shipping_address?.province),
      zipcode: text(shipping_address?.postal_code, 20) ?? "",
      country: (shipping_address?.country_code ?? "us").toUpperCase(),
    }),
    reference_no: row.reference_no,
    source: options.source,
    customer_type: "recreational",
    requested_payment_method:
      options.paymentMethods[row.payment_method] ?? options.paymentMethods[options.defaultPaymentMethod],
    notes: `Online order #${order.display_id ?? order.id}`,
    status_callback: statusCallback,
    order_items_attributes: registerLines(order, row.amount_cents, options),
  }
}

/**
 * Lines as the register takes them: a price for one piece in whole cents. Discounts and taxes are inside, so that the
 * register comes to the same total; a line that does not divide by its pieces is split into two prices.
 */
export function registerLines(
  order: Pick<OrderToPush, "items" | "shipping_methods">,
  amountCents: number,
  options: Pick<PosabitOptions, "productIds" | "fallbackProductId">
): RegisterLine[] {
  const fees = order.shipping_methods.filter(({ total }) => MathBN.gt(total, 0))
  const lines = [
    ...order.items.map((item) => ({
      product_id: productIdOf({ ...item.variant, sku: item.variant?.sku ?? item.variant_sku }, options),
      product_name: nameOf(item),
      quantity: Number(item.quantity),
      total: item.total,
    })),
    ...fees.map(({ name, total }) => ({
      product_id: options.fallbackProductId,
      product_name: name,
      quantity: 1,
      total,
    })),
  ]
  const unmapped = lines.filter(({ product_id }) => !product_id).map(({ product_name }) => product_name)
  if (unmapped.length) {
    throw new UnmappedProductError(unmapped)
  }
  const shares = shareOut(
    amountCents,
    lines.map(({ total }) => total)
  )
  return lines.flatMap(({ product_id, product_name, quantity }, index) =>
    piecesOf(shares[index], quantity).map((pieces) => ({ product_id: product_id as number, product_name, ...pieces }))
  )
}

/** 1000 cents for 3 pieces: 2 at 333 and 1 at 334. */
export function piecesOf(cents: number, quantity: number): { price: number; quantity: number }[] {
  const low = Math.floor(cents / quantity)
  const dearer = cents - low * quantity
  return [
    { price: low, quantity: quantity - dearer },
    { price: low + 1, quantity: dearer },
  ].filter((pieces) => pieces.quantity > 0)
}

function nameOf({ product_title, title, variant_title }: OrderLine): string {
  const product = product_title ?? title
  return (variant_title && variant_title !== product ? `${product} (${variant_title})` : product).slice(0, 200)
}

/** Medusa keeps a province as free text or ISO code (`us-wa`); POSaBIT wants `WA`. */
const stateOf = (province?: string | null) => (province ?? "").replace(/^us-/i, "").toUpperCase().slice(0, 2)

const text = (value: string | null | undefined, max: number) => value?.trim().slice(0, max) || undefined
const defined = <K extends string>(key: K, value: string | undefined) => (value === undefined ? {} : { [key]: value })
