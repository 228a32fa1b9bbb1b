import type { ExistingProduct, CatalogState, ImportPlan, PlannedProduct } from "../types/import"
import type { CatalogRow } from "./catalog-columns"
import type { CatalogError } from "./parse-catalog"
import { SIZE_OPTION, factsOf, lotOf, plannedVariant } from "./planned-row"
import { planVariant } from "./plan-variant"
import { changedFields } from "./changes"
import { LOT_FIELDS } from "./fact-names"
import { slug } from "./product-image"

export type PlanOptions = { stock_location_id: string; overwrite_stock: boolean }

/**
 * What must be done so that the shop is as the file says: products go by handle, variants by SKU, lots by code.
 * Pure, so that a second import of the same file can be shown to plan nothing. What a file does not name is left alone.
 */
export function planImport(
  rows: CatalogRow[],
  state: CatalogState,
  options: PlanOptions
): { plan: ImportPlan; errors: CatalogError[] } {
  const plan = emptyPlan(rows.length)
  const errors: CatalogError[] = []
  const existing = new Map(state.products.map((product) => [product.handle, product]))

  planCategories(rows, state, plan)
  planLots(rows, state, plan)
  errors.push(...foreignSkus(rows, state))

  for (const [handle, group] of groupBy(rows, ({ handle }) => handle)) {
    const product = existing.get(handle)
    if (!product) {
      planNewProduct(group, plan)
      continue
    }
    const option = product.options.find(({ title }) => title === SIZE_OPTION)
    if (!option || product.options.length > 1) {
      errors.push({
        line: group[0].line,
        column: "handle",
        message: `is a product whose options are not "${SIZE_OPTION}" alone`,
      })
      continue
    }
    planProductChange(group[0], product, plan)
    for (const row of group) {
      errors.push(...planVariant(row, product, plan, options))
    }
    planSizes(group, product, option, plan)
  }
  return { plan, errors }
}

function planCategories(rows: CatalogRow[], state: CatalogState, plan: ImportPlan) {
  const known = new Set(state.categories.map(({ handle }) => handle))
  const names = new Map(rows.map(({ category }) => [slug(category), category]))
  plan.categories = [...names].filter(([handle]) => !known.has(handle)).map(([handle, name]) => ({ name, handle }))
  plan.counts.categories.created = plan.categories.length
}

function planLots(rows: CatalogRow[], state: CatalogState, plan: ImportPlan) {
  const known = new Map(state.lots.map((lot) => [lot.code, lot]))
  for (const [code, [row]] of groupBy(
    rows.filter(({ lot_code }) => lot_code),
    ({ lot_code }) => lot_code!
  )) {
    const before = known.get(code)
    const lot = lotOf(row)
    if (before && !changedFields(before, lot, LOT_FIELDS)) {
      plan.counts.lots.unchanged++
      continue
    }
    plan.lots.push(lot)
    plan.counts.lots[before ? "updated" : "created"]++
  }
}

function planNewProduct(group: CatalogRow[], plan: ImportPlan) {
  const [row] = group
  const product: PlannedProduct = {
    handle: row.handle,
    title: row.title,
    subtitle: row.brand,
    description: row.description,
    image_url: row.image_url,
    category_handle: slug(row.category),
    sizes: group.map(({ size }) => size),
    variants: group.map(plannedVariant),
  }
  plan.new_products.push(product)
  plan.opening_stock.push(...group.map(({ sku, stock }) => ({ sku, stocked_quantity: stock })))
  plan.facts.push(...group.map(factsOf))
  plan.counts.products.created++
  plan.counts.variants.created += group.length
  plan.counts.facts.created += group.length
  plan.counts.stock_levels.created += group.length
}

function planProductChange(row: CatalogRow, product: ExistingProduct, plan: ImportPlan) {
  const wanted = {
    title: row.title,
    subtitle: row.brand,
    description: row.description,
    ...(row.image_url && { thumbnail: row.image_url }),
  }
  const changes = changedFields(product, wanted, ["title", "subtitle", "description", "thumbnail"])
  const category = slug(row.category)
  const moved = !product.categories.some(({ handle }) => handle === category)
  if (!changes && !moved) {
    plan.counts.products.unchanged++
    return
  }
  plan.changed_products.push({
    id: product.id,
    ...changes?.after,
    ...(changes?.after.thumbnail ? { images: [{ url: row.image_url! }] } : {}),
    ...(moved && { add_category_handle: category }),
    category_ids: product.categories.map(({ id }) => id),
  })
  plan.counts.products.updated++
}

function planSizes(
  group: CatalogRow[],
  product: ExistingProduct,
  option: ExistingProduct["options"][number],
  plan: ImportPlan
) {
  const values = option.values.map(({ value }) => value)
  const added = group.map(({ size }) => size).filter((size) => !values.includes(size))
  if (added.length) {
    plan.new_sizes.push({
      product_id: product.id,
      product_option_id: option.id,
      add: added.map((value) => ({ value })),
    })
  }
}

function foreignSkus(rows: CatalogRow[], state: CatalogState): CatalogError[] {
  const owners = new Map([
    ...state.foreign_skus.map(({ sku, handle }) => [sku, handle] as const),
    ...state.products.flatMap(({ handle, variants }) =>
      variants.flatMap(({ sku }) => (sku ? [[sku, handle] as const] : []))
    ),
  ])
  return rows.flatMap(({ line, sku, handle }) => {
    const owner = owners.get(sku)
    return owner && owner !== handle ? [{ line, column: "sku", message: `belongs to the product ${owner}` }] : []
  })
}

function groupBy(rows: CatalogRow[], keyOf: (row: CatalogRow) => string) {
  const groups = new Map<string, CatalogRow[]>()
  for (const row of rows) {
    groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  }
  return groups
}

const none = () => ({ created: 0, updated: 0, unchanged: 0 })

const emptyPlan = (rows: number): ImportPlan => ({
  categories: [],
  new_products: [],
  changed_products: [],
  new_sizes: [],
  new_variants: [],
  changed_variants: [],
  opening_stock: [],
  changed_stock: [],
  facts: [],
  lots: [],
  counts: {
    rows,
    categories: { created: 0 },
    products: none(),
    variants: none(),
    stock_levels: { created: 0, updated: 0 },
    facts: none(),
    lots: none(),
  },
})
