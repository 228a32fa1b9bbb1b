import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { WorkflowResponse, createHook, createWorkflow, transform, when } from "@medusajs/framework/workflows-sdk"
import {
  acquireLockStep,
  createInventoryLevelsWorkflow,
  createProductCategoriesWorkflow,
  createProductVariantsWorkflow,
  createProductsWorkflow,
  emitEventStep,
  releaseLockStep,
  updateInventoryLevelsWorkflow,
  updateProductOptionValuesOnProductStep,
  updateProductVariantsWorkflow,
  updateProductsWorkflow,
  useQueryGraphStep,
} from "@medusajs/medusa/core-flows"
import {
  skusOf,
  toCategories,
  toFacts,
  toLevels,
  toNewProducts,
  toProductChanges,
  withoutEffect,
} from "../lib/import-inputs"
import type { ImportCatalogInput } from "../types/import"
import { ComplianceWorkflowEvents } from "./events"
import { productImagesStep } from "./steps/product-images"
import { readCatalogStep } from "./steps/read-catalog"
import { resolveImportedVariantsStep } from "./steps/resolve-imported-variants"
import { saveProductFactsStep } from "./steps/save-product-facts"

export const importCatalogWorkflowId = "compliance-import-catalog"

const LOCK = "compliance-import-catalog"

/**
 * Brings a shop to what a catalog file says: categories, products, variants, prices, opening stock, product facts and
 * lots. All mistakes of the file come back at once and nothing of it is applied; a failure half-way undoes what was
 * done. Products go by handle, variants by SKU, lots by code, so importing a file twice changes nothing the second time.
 *
 * @summary Import a catalog.
 * @property hooks.catalogImported - Runs after everything is saved, with the counts.
 */
export const importCatalogWorkflow = createWorkflow(
  importCatalogWorkflowId,
  (input: WorkflowData<ImportCatalogInput>) => {
    acquireLockStep({ key: LOCK, timeout: 10, ttl: 300 })
    const planned = readCatalogStep(input)
    const plan = transform({ input, planned }, ({ input, planned }) =>
      input.dry_run ? withoutEffect(planned) : planned
    )

    when("catalog-has-new-categories", { plan }, ({ plan }) => plan.categories.length > 0).then(() => {
      createProductCategoriesWorkflow.runAsStep({
        input: { product_categories: transform({ plan }, ({ plan }) => toCategories(plan)) },
      })
    })
    const { data: categories } = useQueryGraphStep({ entity: "product_category", fields: ["id", "handle"] }).config({
      name: "compliance-read-categories",
    })

    when("catalog-has-new-products", { plan }, ({ plan }) => plan.new_products.length > 0).then(() => {
      const images = productImagesStep({
        handles: transform({ plan }, ({ plan }) => plan.new_products.map(({ handle }) => handle)),
      })
      const products = transform({ plan, input, categories, images }, ({ plan, input, categories, images }) =>
        toNewProducts(plan, input, categories as any, images)
      )
      createProductsWorkflow.runAsStep({ input: { products } })
    })
    when("catalog-changes-products", { plan }, ({ plan }) => plan.changed_products.length > 0).then(() => {
      const products = transform({ plan, categories }, ({ plan, categories }) =>
        toProductChanges(plan, categories as any)
      )
      updateProductsWorkflow.runAsStep({ input: { products } })
    })

    updateProductOptionValuesOnProductStep(plan.new_sizes)
    when("catalog-has-new-variants", { plan }, ({ plan }) => plan.new_variants.length > 0).then(() => {
      createProductVariantsWorkflow.runAsStep({ input: { product_variants: plan.new_variants } })
    })
    when("catalog-changes-variants", { plan }, ({ plan }) => plan.changed_variants.length > 0).then(() => {
      updateProductVariantsWorkflow.runAsStep({ input: { product_variants: plan.changed_variants } })
    })

    const variants = resolveImportedVariantsStep({ skus: transform({ plan }, ({ plan }) => skusOf(plan)) })
    const levels = transform({ plan, input, variants }, ({ plan, input, variants }) => toLevels(plan, input, variants))
    when("catalog-opens-stock", { levels }, ({ levels }) => levels.length > 0).then(() => {
      createInventoryLevelsWorkflow.runAsStep({ input: { inventory_levels: levels } })
    })
    when("catalog-overwrites-stock", { plan }, ({ plan }) => plan.changed_stock.length > 0).then(() => {
      updateInventoryLevelsWorkflow.runAsStep({ input: { updates: plan.changed_stock } })
    })

    saveProductFactsStep(
      transform({ plan, input, variants }, ({ plan, input, variants }) => toFacts(plan, input, variants))
    )

    when("catalog-was-applied", { input }, ({ input }) => !input.dry_run).then(() => {
      emitEventStep({
        eventName: ComplianceWorkflowEvents.CATALOG_IMPORTED,
        data: transform({ input }, ({ input }) => ({ id: input.sales_channel_id })),
      })
    })
    const catalogImported = createHook("catalogImported", { counts: planned.counts, dry_run: input.dry_run })
    releaseLockStep({ key: LOCK })

    return new WorkflowResponse(planned.counts, { hooks: [catalogImported] })
  }
)
