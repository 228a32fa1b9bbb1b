import type { MenuItem, MenuSize } from "../../types"
import { toCents, toMajorUnits } from "../money"
import type { ExistingProduct, MenuShop } from "./plan-item"

const SIZE = "Size"

type Price = {
  id: string
  amount: number
  currency_code: string
  price_list_id?: string | null
  rules_count?: number | null
  min_quantity?: unknown
  max_quantity?: unknown
}

export type ExistingVariant = {
  id: string
  sku: string | null
  metadata: Record<string, any> | null
  prices: Price[]
}

export type SizePlan = {
  /** Values that the size option still lacks. */
  values: { product_id: string; product_option_id: string; add: { value: string }[] }[]
  new_variants: Record<string, any>[]
  variants: Record<string, any>[]
}

export const skuOf = ({ id }: MenuSize) => `POSABIT-${id}`

export const sizeOption = ({ sizes }: MenuItem) => ({ title: SIZE, values: sizes.map(({ name }) => name) })

/** What the push reads (`posabit_product_id`), and what the register said of the size. */
const metadataOf = ({ id, name, unit, unit_type, quantity_on_hand }: MenuSize) => ({
  posabit_product_id: id,
  posabit_name: name,
  posabit_unit: unit,
  posabit_unit_type: unit_type,
  posabit_quantity_on_hand: quantity_on_hand,
})

export const variantOf = (size: MenuSize, shop: Pick<MenuShop, "currency_code" | "manage_inventory">) => ({
  title: size.name,
  sku: skuOf(size),
  options: { [SIZE]: size.name },
  manage_inventory: shop.manage_inventory,
  prices: [{ amount: amountOf(size), currency_code: shop.currency_code }],
  metadata: metadataOf(size),
})

/** What must be done about the sizes of a product that exists. Variants that are not the register's are left alone. */
export function planSizes(item: MenuItem, product: ExistingProduct, shop: MenuShop) {
  const plan: SizePlan = { values: [], new_variants: [], variants: [] }
  const changes = new Set<string>()
  const left = new Set(product.variants.filter(({ metadata }) => metadata?.posabit_product_id))
  for (const size of item.sizes) {
    const variant = product.variants.find(
      ({ sku, metadata }) => Number(metadata?.posabit_product_id) === size.id || sku === skuOf(size)
    )
    if (!variant) {
      plan.new_variants.push({ ...variantOf(size, shop), product_id: product.id })
      changes.add("size")
      continue
    }
    left.delete(variant)
    const { words, fields } = changedVariant(size, variant, shop)
    if (words.length) {
      plan.variants.push({ id: variant.id, ...fields })
      words.forEach((word) => changes.add(word))
    }
  }
  for (const { id, prices } of left) {
    const { base, others } = pricesOf(prices, shop)
    // A variant has no status: without its price nobody can buy it, and old orders keep what they point to.
    if (base) {
      plan.variants.push({ id, prices: others })
      changes.add("size withdrawn")
    }
  }
  plan.values.push(...lackingValues(item, product, [...plan.new_variants, ...plan.variants]))
  return { plan, changes: [...changes] }
}

function changedVariant(size: MenuSize, variant: ExistingVariant, shop: MenuShop) {
  const words: string[] = []
  const fields: Record<string, unknown> = {}
  const { base, others } = pricesOf(variant.prices, shop)
  if (!base || toCents(base.amount) !== size.price_cents) {
    fields.prices = [
      ...others,
      { ...(base && { id: base.id }), amount: amountOf(size), currency_code: shop.currency_code },
    ]
    words.push("price")
  }
  const said = variant.metadata ?? {}
  if (said.posabit_name !== size.name) {
    Object.assign(fields, { title: size.name, options: { [SIZE]: size.name } })
    words.push("size name")
  }
  const now = metadataOf(size)
  if (Object.entries(now).some(([key, value]) => (said[key] ?? null) !== (value ?? null))) {
    fields.metadata = { ...said, ...now }
    words.push(...(said.posabit_quantity_on_hand !== now.posabit_quantity_on_hand ? ["quantity"] : ["size facts"]))
  }
  return { words, fields }
}

/**
 * Medusa deletes the prices that an update does not name, so all of them are named: those of other currencies, regions
 * and quantities as they are.
 */
function pricesOf(prices: Price[], { currency_code }: MenuShop) {
  const own = prices.filter(({ price_list_id }) => !price_list_id)
  const base = own.find(
    (price) =>
      price.currency_code === currency_code &&
      !price.rules_count &&
      price.min_quantity == null &&
      price.max_quantity == null
  )
  const others = own
    .filter((price) => price !== base)
    .map(({ id, amount, currency_code }) => ({ id, amount: Number(amount), currency_code }))
  return { base, others }
}

function lackingValues(item: MenuItem, { id, options }: ExistingProduct, changed: Record<string, any>[]) {
  const wanted = changed.map((variant) => variant.options?.[SIZE]).filter(Boolean) as string[]
  const option = options.find(({ title }) => title === SIZE)
  if (wanted.length && (!option || options.length > 1)) {
    throw new Error(`The product of ${item.name} has other options than "${SIZE}", so its sizes cannot follow the menu`)
  }
  const known = new Set(option?.values.map(({ value }) => value))
  const add = wanted.filter((value) => !known.has(value)).map((value) => ({ value }))
  return option && add.length ? [{ product_id: id, product_option_id: option.id, add }] : []
}

/** Medusa's prices are JSON numbers in major units. */
const amountOf = ({ price_cents }: MenuSize) => Number(toMajorUnits(price_cents))
