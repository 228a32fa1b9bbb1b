import type { MenuItem, MenuLine } from "../../types"
import { planSizes, sizeOption, variantOf, type ExistingVariant, type SizePlan } from "./plan-sizes"

export const EXTERNAL_ID = "posabit:"
export const externalId = (itemId: string) => `${EXTERNAL_ID}${itemId}`

/** A product as the shop has it. `metadata.posabit` is what the register said of it last. */
export type ExistingProduct = {
  id: string
  external_id: string
  status: string
  metadata: Record<string, any> | null
  categories: { id: string }[]
  options: { id: string; title: string; values: { value: string }[] }[]
  variants: ExistingVariant[]
}

export type MenuShop = {
  currency_code: string
  sales_channel_id: string
  shipping_profile_id: string
  manage_inventory: boolean
  /** Ids of the shop's categories by the menu's groups. */
  categories: Record<string, string>
}

/** What Medusa's workflows must do for items. */
export type MenuWork = SizePlan & {
  create: Record<string, any>[]
  update: Record<string, any>[]
  /** External ids of products that are whole once all of this is done. */
  complete: string[]
}

export const noWork = (): MenuWork => ({
  create: [],
  update: [],
  values: [],
  new_variants: [],
  variants: [],
  complete: [],
})

/**
 * What must be done so that the shop has an item as the register says. Pure. A field is written when the register says
 * something else than last time, so that what staff made of it stays; prices and sizes always follow the register.
 * `line` is undefined when nothing is to be done.
 */
export function planItem(
  item: MenuItem,
  product: ExistingProduct | undefined,
  shop: MenuShop
): { work: MenuWork; line?: MenuLine } {
  const work = noWork()
  const { id: item_id, name } = item
  if (!product || !isWhole(product)) {
    work.create.push(newProduct(item, shop))
    work.complete.push(externalId(item_id))
    return { work, line: { item_id, name, action: "created", changes: [] } }
  }
  const said = product.metadata?.posabit ?? {}
  const { fields, changes } = changedFields(item, product, said, shop)
  const sizes = planSizes(item, product, shop)
  if (Object.keys(fields).length || changes.length) {
    const posabit = { ...snapshot(item), complete: true }
    work.update.push({ id: product.id, ...fields, metadata: { ...product.metadata, posabit } })
  }
  const all = [...changes, ...sizes.changes]
  return {
    work: { ...work, ...sizes.plan },
    ...(all.length && { line: { item_id, name, action: "updated" as const, changes: all } }),
  }
}

/** Made to the end. A crash may have come between a product and its variants, prices and links; such a one is made anew. */
export const isWhole = ({ metadata }: Pick<ExistingProduct, "metadata">) => metadata?.posabit?.complete === true

function changedFields(item: MenuItem, product: ExistingProduct, said: Record<string, any>, shop: MenuShop) {
  const fields: Record<string, unknown> = {}
  const changes: string[] = []
  if (item.name !== said.name) {
    fields.title = item.name
    changes.push("name")
  }
  if (item.brand !== (said.brand ?? null)) {
    fields.subtitle = item.brand
    changes.push("brand")
  }
  if (item.image !== (said.image ?? null) || item.thumbnail !== (said.thumbnail ?? null)) {
    Object.assign(fields, pictures(item))
    changes.push("image")
  }
  if (!isSame(item.groups, said.groups)) {
    const left = new Set(((said.groups ?? []) as string[]).map((group) => shop.categories[group]))
    const kept = product.categories.map(({ id }) => id).filter((id) => !left.has(id))
    fields.category_ids = [...new Set([...kept, ...categoriesOf(item, shop)])]
    changes.push("category")
  }
  if (
    ["strain", "flower_type", "product_type", "thc", "cbd"].some((fact) => !isSame(item[fact as "thc"], said[fact]))
  ) {
    changes.push("facts")
  }
  if (said.withdrawn_at) {
    fields.status = "published"
    changes.push("returned")
  }
  return { fields, changes }
}

function newProduct(item: MenuItem, shop: MenuShop) {
  return {
    title: item.name,
    subtitle: item.brand,
    handle: `${slug(item.name)}-${slug(item.id)}`,
    external_id: externalId(item.id),
    status: "published",
    ...pictures(item),
    category_ids: categoriesOf(item, shop),
    options: [sizeOption(item)],
    variants: item.sizes.map((size) => variantOf(size, shop)),
    sales_channels: [{ id: shop.sales_channel_id }],
    shipping_profile_id: shop.shipping_profile_id,
    metadata: { posabit: { ...snapshot(item), complete: false } },
  }
}

/** What the register said, for storefronts to show and for the next import to compare with. */
const snapshot = ({ id, sizes: _sizes, ...said }: MenuItem) => ({ item_id: id, ...said })

const pictures = ({ image, thumbnail }: MenuItem) => ({
  thumbnail: thumbnail ?? image,
  images: image ? [{ url: image }] : [],
})

const categoriesOf = ({ groups }: MenuItem, { categories }: MenuShop) =>
  groups.map((group) => categories[group]).filter(Boolean)

const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

export const slug = (text: string) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80) || "item"
