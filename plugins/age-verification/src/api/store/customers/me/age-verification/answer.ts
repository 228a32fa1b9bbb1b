import { clock } from "@rise-via/core"
import { statusAt } from "../../../../../lib/standing"
import type { AgeVerificationDTO } from "../../../../../types"

/** What a customer sees of their own verification. The birth date stays out: the storefront needs only the outcome. */
export type StoreAgeVerification = Pick<
  AgeVerificationDTO,
  "id" | "status" | "method" | "reason" | "created_at" | "decided_at" | "expires_at"
>

export function toStoreAgeVerification(verification: AgeVerificationDTO | undefined): StoreAgeVerification | null {
  if (!verification) {
    return null
  }
  const { id, method, reason, created_at, decided_at, expires_at } = verification
  return { id, status: statusAt(verification, clock.now()), method, reason, created_at, decided_at, expires_at }
}
