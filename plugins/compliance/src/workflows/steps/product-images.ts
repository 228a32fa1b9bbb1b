import { StepResponse, createStep } from "@medusajs/framework/workflows-sdk"
import { COMPLIANCE_PRODUCT_FACTS_MODULE } from "../../lib/module-name"
import type ComplianceProductFactsModuleService from "../../modules/compliance_product_facts/service"

export const productImagesStepId = "compliance-product-images"

/** URLs of generated images, for products whose file names none. Changes nothing: no undo. */
export const productImagesStep = createStep(
  productImagesStepId,
  async ({ handles }: { handles: string[] }, { container }) => {
    const service = container.resolve<ComplianceProductFactsModuleService>(COMPLIANCE_PRODUCT_FACTS_MODULE)
    const urls: Record<string, string> = {}
    for (const handle of handles) {
      urls[handle] = await service.productImageUrl(handle)
    }
    return new StepResponse(urls)
  }
)
