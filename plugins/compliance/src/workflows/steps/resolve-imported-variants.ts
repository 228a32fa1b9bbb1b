import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { StepResponse, createStep } from "@medusajs/framework/workflows-sdk"

export const resolveImportedVariantsStepId = "compliance-resolve-imported-variants"

export type ImportedVariants = Record<string, { variant_id: string; inventory_item_id: string | null }>

/** Ids by SKU, now that every variant exists. Changes nothing: no undo. */
export const resolveImportedVariantsStep = createStep(
  resolveImportedVariantsStepId,
  async ({ skus }: { skus: string[]; after?: unknown }, { container }) => {
    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "product_variant",
      fields: ["id", "sku", "inventory_items.inventory_item_id"],
      filters: { sku: skus },
    })
    const variants: ImportedVariants = {}
    for (const { id, sku, inventory_items } of data as any[]) {
      variants[sku] = { variant_id: id, inventory_item_id: inventory_items?.[0]?.inventory_item_id ?? null }
    }
    const lost = skus.find((sku) => !variants[sku])
    if (lost) {
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, `The variant with SKU ${lost} was not created`)
    }
    return new StepResponse(variants)
  }
)
