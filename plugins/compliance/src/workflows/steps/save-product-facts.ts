import { StepResponse, createStep } from "@medusajs/framework/workflows-sdk"
import { COMPLIANCE_PRODUCT_FACTS_MODULE } from "../../lib/module-name"
import type ComplianceProductFactsModuleService from "../../modules/compliance_product_facts/service"
import type { SaveProductFactsDTO } from "../../types"

export const saveProductFactsStepId = "compliance-save-product-facts-step"

const factsModule = (container: any) =>
  container.resolve(COMPLIANCE_PRODUCT_FACTS_MODULE) as ComplianceProductFactsModuleService

/** Saves facts and lots in one transaction; undo puts back every row as it was and says so in the audit log. */
export const saveProductFactsStep = createStep(
  saveProductFactsStepId,
  async (input: SaveProductFactsDTO, { container }) => {
    const undo = await factsModule(container).saveFacts(input)

    return new StepResponse(undo, { undo, actor: input.actor })
  },
  async (saved, { container }) => {
    if (!saved) {
      return
    }
    await factsModule(container).undoSave(saved.undo, saved.actor)
  }
)
