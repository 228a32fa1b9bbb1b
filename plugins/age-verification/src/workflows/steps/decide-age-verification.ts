import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { AGE_VERIFICATION_MODULE } from "../../lib/module-name"
import type AgeVerificationModuleService from "../../modules/age_verification/service"
import type { AgeVerificationChange, DecideAgeVerificationInput } from "../../types"

export const decideAgeVerificationStepId = "decide-age-verification"

/** Approves or rejects under a row lock; undo opens the request again, unless somebody has changed it since. */
export const decideAgeVerificationStep = createStep(
  decideAgeVerificationStepId,
  async (input: DecideAgeVerificationInput, { container }) => {
    const service = container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE)
    const result = await service.decide(input)
    return new StepResponse(result, result.changes)
  },
  async (changes: AgeVerificationChange[] | undefined, { container }) => {
    if (!changes?.length) {
      return
    }
    await container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE).restore(changes)
  }
)
