import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { AGE_VERIFICATION_MODULE } from "../../../../../lib/module-name"
import { ageReason } from "../../../../../lib/reasons"
import type AgeVerificationModuleService from "../../../../../modules/age_verification/service"
import type { AgeVerificationDTO } from "../../../../../types"
import { ageVerificationRequestWorkflow } from "../../../../../workflows/age-verification-request"
import { toStoreAgeVerification, type StoreAgeVerification } from "./answer"
import type { StoreRequestAgeVerificationType } from "./validators"

type Answer = { age_verification: StoreAgeVerification | null; minimum_age: number }

/** The signed-in customer's own verification, `null` when there is none. `minimum_age` in years. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<Answer>) {
  const service = req.scope.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE)
  const { minimumAge } = await service.getOptions()
  const verification = await service.findCurrent(req.auth_context.actor_id)
  res.json({ age_verification: toStoreAgeVerification(verification), minimum_age: minimumAge })
}

/**
 * The customer states a birth date; staff review it. What is pending or approved already comes back as it is.
 * 400 `age-verification.underage` below the minimum age (kept as a rejection), 400 for a date that cannot be.
 */
export async function POST(
  req: AuthenticatedMedusaRequest<StoreRequestAgeVerificationType>,
  res: MedusaResponse<Answer>
) {
  const { result } = await ageVerificationRequestWorkflow(req.scope).run({
    input: { customer_id: req.auth_context.actor_id, birth_date: req.validatedBody.birth_date },
  })
  const service = req.scope.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE)
  const { minimumAge } = await service.getOptions()
  if (result.verification.status === "rejected") {
    const { code, message } = ageReason("underage", minimumAge)
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message, code)
  }
  // Read again: the workflow's answer was taken before the database had filled in the dates.
  const verification = (await service.retrieveAgeVerification(result.verification.id)) as AgeVerificationDTO
  res.json({ age_verification: toStoreAgeVerification(verification), minimum_age: minimumAge })
}
