import { ProductStatus } from "@medusajs/framework/utils"
import type { SaveProductFactsDTO } from "../types"
import type { ImportCatalogInput, ImportPlan } from "../types/import"
import { SIZE_OPTION } from "./planned-row"

type Category = { id: string; handle: string }
type Variants = Record<string, { variant_id: string; inventory_item_id: string | null }>

/** Inputs of Medusa's own workflows, made from a plan. */

export const toCategories = (plan: ImportPlan) =>
  plan.categories.map(({ name, handle }) => ({ name, handle, is_active: true, is_internal: false }))

export function toNewProducts(
  plan: ImportPlan,
  input: ImportCatalogInput,
  categories: Category[],
  images: Record<string, string>
) {
  const ids = new Map(categories.map(({ id, handle }) => [handle, id]))
  return plan.new_products.map(
    ({ handle, title, subtitle, description, image_url, category_handle, sizes, variants }) => {
      const thumbnail = image_url ?? images[handle]
      return {
        handle,
        title,
        subtitle,
        description,
        thumbnail,
        images: [{ url: thumbnail }],
        status: ProductStatus.PUBLISHED,
        category_ids: [ids.get(category_handle)!],
        options: [{ title: SIZE_OPTION, values: sizes }],
        variants,
        sales_channels: [{ id: input.sales_channel_id }],
        shipping_profile_id: input.shipping_profile_id,
      }
    }
  )
}

export function toProductChanges(plan: ImportPlan, categories: Category[]) {
  const ids = new Map(categories.map(({ id, handle }) => [handle, id]))
  return plan.changed_products.map(({ add_category_handle, category_ids, ...changes }) => ({
    ...changes,
    ...(add_category_handle && { category_ids: [...category_ids, ids.get(add_category_handle)!] }),
  }))
}

export const toLevels = (plan: ImportPlan, input: ImportCatalogInput, variants: Variants) =>
  plan.opening_stock.flatMap(({ sku, stocked_quantity }) => {
    const inventory_item_id = variants[sku].inventory_item_id
    return inventory_item_id ? [{ inventory_item_id, location_id: input.stock_location_id, stocked_quantity }] : []
  })

export const toFacts = (plan: ImportPlan, input: ImportCatalogInput, variants: Variants): SaveProductFactsDTO => ({
  facts: plan.facts.map(({ sku, ...facts }) => ({ ...facts, variant_id: variants[sku].variant_id })),
  lots: plan.lots,
  actor: input.actor,
  why: "Catalog import",
})

/** Skus whose ids are needed after products and variants were made. */
export const skusOf = (plan: ImportPlan) => [...new Set([...plan.opening_stock, ...plan.facts].map(({ sku }) => sku))]

/** The same plan with nothing to do, for a dry run; its counts stay. */
export const withoutEffect = (plan: ImportPlan): ImportPlan => ({
  ...plan,
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
})
