import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { StepResponse, createStep } from "@medusajs/framework/workflows-sdk"
import { CatalogImportError } from "../../lib/catalog-import-error"
import type { CatalogRow } from "../../lib/catalog-columns"
import { parseCatalog } from "../../lib/parse-catalog"
import { planImport } from "../../lib/plan-import"
import { slug } from "../../lib/product-image"
import type { CatalogState, ImportCatalogInput, ImportPlan } from "../../types/import"

export const readCatalogStepId = "compliance-read-catalog"

/** Reads the file, refuses it with all its mistakes, and plans what to do. Changes nothing: no undo. */
export const readCatalogStep = createStep(readCatalogStepId, async (input: ImportCatalogInput, { container }) => {
  const { rows, errors } = parseCatalog(input.csv)
  if (errors.length) {
    throw new CatalogImportError(errors)
  }
  await refuseUnknown(container, "sales_channel", "Sales channel", input.sales_channel_id)
  await refuseUnknown(container, "stock_location", "Stock location", input.stock_location_id)
  await refuseUnknown(container, "shipping_profile", "Shipping profile", input.shipping_profile_id)

  const { plan, errors: clashes } = planImport(rows, await readState(container, rows), {
    stock_location_id: input.stock_location_id,
    overwrite_stock: !!input.overwrite_stock,
  })
  if (clashes.length) {
    throw new CatalogImportError(clashes)
  }
  return new StepResponse<ImportPlan, void>(plan)
})

async function refuseUnknown(container: MedusaContainer, entity: string, name: string, id: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields: ["id"], filters: { id } } as any)
  if (!data.length) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `${name} with id: ${id} was not found`)
  }
}

const PRODUCT_FIELDS = [
  "id",
  "handle",
  "title",
  "subtitle",
  "description",
  "thumbnail",
  "categories.id",
  "categories.handle",
  "options.id",
  "options.title",
  "options.values.value",
  "variants.id",
  "variants.sku",
  "variants.title",
  "variants.options.value",
  "variants.options.option.title",
  "variants.prices.*",
  "variants.inventory_items.inventory_item_id",
  "variants.inventory_items.inventory.location_levels.location_id",
  "variants.inventory_items.inventory.location_levels.stocked_quantity",
  "variants.product_facts.*",
  "variants.product_facts.lot.code",
]

async function readState(container: MedusaContainer, rows: CatalogRow[]): Promise<CatalogState> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const distinct = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))]

  const { data: products } = await query.graph({
    entity: "product",
    fields: PRODUCT_FIELDS,
    filters: { handle: distinct(rows.map(({ handle }) => handle)) },
  })
  const { data: categories } = await query.graph({
    entity: "product_category",
    fields: ["id", "handle"],
    filters: { handle: distinct(rows.map(({ category }) => slug(category))) },
  })
  const { data: variants } = await query.graph({
    entity: "product_variant",
    fields: ["sku", "product.handle"],
    filters: { sku: distinct(rows.map(({ sku }) => sku)) },
  })
  const { data: lots } = await query.graph({
    entity: "compliance_lot",
    fields: ["*"],
    filters: { code: distinct(rows.map(({ lot_code }) => lot_code)) },
  })
  return {
    products: products as any,
    categories: categories as any,
    lots,
    foreign_skus: variants.map(({ sku, product }: any) => ({ sku, handle: product?.handle ?? "" })),
  }
}
