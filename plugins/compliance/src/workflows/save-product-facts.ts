import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { WorkflowResponse, createHook, createWorkflow, transform } from "@medusajs/framework/workflows-sdk"
import { emitEventStep } from "@medusajs/medusa/core-flows"
import type { SaveProductFactsDTO } from "../types"
import { ComplianceWorkflowEvents } from "./events"
import { saveProductFactsStep } from "./steps/save-product-facts"
import { validateVariantsExistStep } from "./steps/validate-variants-exist"

export const saveProductFactsWorkflowId = "compliance-save-product-facts"

/**
 * Creates or changes the facts of variants, and the lots they come from.
 *
 * @summary Save product facts.
 * @property hooks.productFactsSaved - Runs after the facts are saved, with the ids of their variants.
 */
export const saveProductFactsWorkflow = createWorkflow(
  saveProductFactsWorkflowId,
  (input: WorkflowData<SaveProductFactsDTO>) => {
    const variantIds = transform({ input }, ({ input }) => input.facts.map(({ variant_id }) => variant_id))
    validateVariantsExistStep({ variant_ids: variantIds })
    saveProductFactsStep(input)

    const data = transform({ variantIds }, ({ variantIds }) => variantIds.map((id) => ({ id })))
    emitEventStep({ eventName: ComplianceWorkflowEvents.PRODUCT_FACTS_SAVED, data })
    const productFactsSaved = createHook("productFactsSaved", { variant_ids: variantIds })

    return new WorkflowResponse({ variant_ids: variantIds }, { hooks: [productFactsSaved] })
  }
)
