import { registerPersonalData } from "@rise-via/core"
import { AGE_VERIFICATION_MODULE } from "../../lib/module-name"
import type AgeVerificationModuleService from "../../modules/age_verification/service"

registerPersonalData({
  name: "age-verification",

  async export(customerId, container) {
    const service = container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE)
    const verifications = await service.listAgeVerifications(
      { customer_id: customerId },
      {
        select: [
          "id",
          "method",
          "status",
          "birth_date",
          "first_name",
          "last_name",
          "reason",
          "created_at",
          "decided_at",
          "expires_at",
        ],
        order: { created_at: "ASC" },
        take: null,
      }
    )
    return verifications.length ? { age_verifications: verifications } : null
  },

  async erase(customerId, container) {
    await container.resolve<AgeVerificationModuleService>(AGE_VERIFICATION_MODULE).erasePerson(customerId)
  },
})
