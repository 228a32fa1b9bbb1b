import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { StepResponse, createStep } from "@medusajs/framework/workflows-sdk"

export const validateVariantsExistStepId = "compliance-validate-variants-exist"

/** Facts hang on a variant by its id alone, so the database cannot tell that it does not exist. Changes nothing: no undo. */
export const validateVariantsExistStep = createStep(
  validateVariantsExistStepId,
  async ({ variant_ids }: { variant_ids: string[] }, { container }) => {
    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({ entity: "product_variant", fields: ["id"], filters: { id: variant_ids } })
    const known = new Set(data.map(({ id }) => id))
    const unknown = variant_ids.find((id) => !known.has(id))
    if (unknown) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Product variant with id: ${unknown} was not found`)
    }
    return new StepResponse(variant_ids)
  }
)
