import { allow, block, registerGate, type GateFacts, type GateVerdict } from "@rise-via/core"
import { AGE_VERIFICATION_MODULE } from "../../lib/module-name"
import { ageReason } from "../../lib/reasons"
import type AgeVerificationModuleService from "../../modules/age_verification/service"

/** Nothing that needs a confirmed age is sold, changed or handed over without one. */
export async function checkAge({ container, point, now, customer, items }: GateFacts): Promise<GateVerdict> {
  const service = container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE)
  if (!(await service.isAnyRestricted(items))) {
    return allow()
  }

  const { minimumAge } = await service.getOptions()
  if (!customer?.has_account) {
    // Only an account can carry a confirmed age. At the counter there is nobody to sign in: staff are told what is missing.
    return block(ageReason(point === "checkout" ? "sign_in" : "required", minimumAge))
  }
  const standing = await service.getStanding(customer.id, now)
  return standing === "confirmed" ? allow() : block(ageReason(standing, minimumAge))
}

registerGate(["checkout", "order-change", "handover"], {
  name: "age-verification.confirmed",
  order: 20,
  check: checkAge,
})
