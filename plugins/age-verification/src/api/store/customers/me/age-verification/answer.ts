import { clock } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { statusAt } from "../../../../../lib/standing"
import { METHODS, STATUSES } from "../../../../../lib/statuses"
import type { AgeVerificationDTO } from "../../../../../types"

/** What a customer sees of their own verification. The birth date stays out: the storefront needs only the outcome. */
const StoreAgeVerification = z
  .object({
    id: z.string(),
    status: z.enum(STATUSES),
    method: z.enum(METHODS),
    reason: z.string().nullable().describe("Why it was rejected, or a note of staff"),
    created_at: z.iso.datetime(),
    decided_at: z.iso.datetime().nullable(),
    expires_at: z.iso.datetime().nullable().describe("An approval holds until then"),
  })
  .meta({ title: "StoreAgeVerification" })

export const StoreAgeVerificationResponse = z.object({
  age_verification: StoreAgeVerification.nullable(),
  minimum_age: z.number().int().describe("Years"),
})

/** The same before it becomes JSON. */
export type StoreAgeVerification = Pick<AgeVerificationDTO, keyof z.infer<typeof StoreAgeVerification>>

export function toStoreAgeVerification(verification: AgeVerificationDTO | undefined): StoreAgeVerification | null {
  if (!verification) {
    return null
  }
  const { id, method, reason, created_at, decided_at, expires_at } = verification
  return { id, status: statusAt(verification, clock.now()), method, reason, created_at, decided_at, expires_at }
}
