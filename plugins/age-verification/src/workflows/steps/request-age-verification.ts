import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { AGE_VERIFICATION_MODULE } from "../../lib/module-name"
import type AgeVerificationModuleService from "../../modules/age_verification/service"
import type { AgeVerificationChange, RequestAgeVerificationInput } from "../../types"

export const requestAgeVerificationStepId = "request-age-verification"

/** Records a customer's claim; undo takes the new row away and gives a lapsed approval its status back. */
export const requestAgeVerificationStep = createStep(
  requestAgeVerificationStepId,
  async (input: RequestAgeVerificationInput, { container }) => {
    const service = container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE)
    const result = await service.request(input)
    return new StepResponse(result, result.changes)
  },
  async (changes: AgeVerificationChange[] | undefined, { container }) => {
    if (!changes?.length) {
      return
    }
    await container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE).restore(changes)
  }
)
