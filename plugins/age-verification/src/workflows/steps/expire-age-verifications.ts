import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { AGE_VERIFICATION_MODULE } from "../../lib/module-name"
import type AgeVerificationModuleService from "../../modules/age_verification/service"
import type { AgeVerificationChange } from "../../types"

export const expireAgeVerificationsStepId = "expire-age-verifications"

/** Writes `expired` on lapsed approvals; undo gives them their status back, and the rule still counts them as expired. */
export const expireAgeVerificationsStep = createStep(
  expireAgeVerificationsStepId,
  async ({ take }: { take: number }, { container }) => {
    const changes = await container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE).expireLapsed(take)
    return new StepResponse(changes, changes)
  },
  async (changes: AgeVerificationChange[] | undefined, { container }) => {
    if (!changes?.length) {
      return
    }
    await container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE).restore(changes)
  }
)
