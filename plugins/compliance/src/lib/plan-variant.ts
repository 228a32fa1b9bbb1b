import type { ExistingProduct, ExistingVariant, ImportPlan } from "../types/import"
import type { CatalogRow } from "./catalog-columns"
import { changedFields } from "./changes"
import { FACT_FIELDS } from "./fact-names"
import type { CatalogError } from "./parse-catalog"
import type { PlanOptions } from "./plan-import"
import { CURRENCY, SIZE_OPTION, factsOf, plannedVariant } from "./planned-row"

/** Plans one row of a product that exists: its variant, price, stock and facts. */
export function planVariant(
  row: CatalogRow,
  product: ExistingProduct,
  plan: ImportPlan,
  options: PlanOptions
): CatalogError[] {
  const taken = product.variants.find((variant) => variant.sku !== row.sku && sizeOf(variant) === row.size)
  if (taken) {
    return [
      {
        line: row.line,
        column: "size",
        message: `is the size of SKU ${taken.sku ?? "(none)"} of this product already`,
      },
    ]
  }
  const variant = product.variants.find(({ sku }) => sku === row.sku)
  if (!variant) {
    plan.new_variants.push({ ...plannedVariant(row), product_id: product.id })
    plan.opening_stock.push({ sku: row.sku, stocked_quantity: row.stock })
    plan.facts.push(factsOf(row))
    plan.counts.variants.created++
    plan.counts.stock_levels.created++
    plan.counts.facts.created++
    return []
  }
  planChanges(row, variant, plan)
  planStock(row, variant, plan, options)
  planFacts(row, variant, plan)
  return []
}

function planChanges(row: CatalogRow, variant: ExistingVariant, plan: ImportPlan) {
  const prices = changedPrices(row, variant)
  const renamed = variant.title !== row.size || sizeOf(variant) !== row.size
  if (!prices && !renamed) {
    plan.counts.variants.unchanged++
    return
  }
  plan.changed_variants.push({
    id: variant.id,
    ...(renamed && { title: row.size, options: { [SIZE_OPTION]: row.size } }),
    ...(prices && { prices }),
  })
  plan.counts.variants.updated++
}

/**
 * Medusa deletes the prices that an update does not name, so all of them are named: those of other currencies and
 * regions by their id alone, which keeps their rules.
 */
function changedPrices(row: CatalogRow, variant: ExistingVariant) {
  const own = variant.prices.filter(({ price_list_id }) => !price_list_id)
  const base = own.find(
    (price) =>
      price.currency_code === CURRENCY && !price.rules_count && price.min_quantity == null && price.max_quantity == null
  )
  if (base && Number(base.amount) === row.price_usd) {
    return null
  }
  const others = own.filter((price) => price !== base)
  return [
    ...others.map(({ id, amount, currency_code }) => ({ id, amount: Number(amount), currency_code })),
    { ...(base && { id: base.id }), amount: row.price_usd, currency_code: CURRENCY },
  ]
}

function planStock(
  row: CatalogRow,
  variant: ExistingVariant,
  plan: ImportPlan,
  { stock_location_id, overwrite_stock }: PlanOptions
) {
  const item = variant.inventory_items[0]
  if (!item) {
    return
  }
  const level = item.inventory?.location_levels?.find(({ location_id }) => location_id === stock_location_id)
  if (!level) {
    plan.opening_stock.push({ sku: row.sku, stocked_quantity: row.stock })
    plan.counts.stock_levels.created++
  } else if (overwrite_stock && Number(level.stocked_quantity) !== row.stock) {
    const { inventory_item_id } = item
    plan.changed_stock.push({ inventory_item_id, location_id: stock_location_id, stocked_quantity: row.stock })
    plan.counts.stock_levels.updated++
  }
}

function planFacts(row: CatalogRow, variant: ExistingVariant, plan: ImportPlan) {
  const facts = factsOf(row)
  const before = variant.product_facts ?? undefined
  const sameLot = (before?.lot?.code ?? null) === row.lot_code
  if (before && sameLot && !changedFields(before, facts, FACT_FIELDS)) {
    plan.counts.facts.unchanged++
    return
  }
  plan.facts.push(facts)
  plan.counts.facts[before ? "updated" : "created"]++
}

const sizeOf = (variant: ExistingVariant) =>
  variant.options.find(({ option }) => !option || option.title === SIZE_OPTION)?.value ?? variant.title
