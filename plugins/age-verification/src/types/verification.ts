import type { AuditActor } from "@rise-via/core"
import type { InferTypeOf } from "@medusajs/framework/types"
import type { AgeVerification } from "../modules/age_verification/models"

export type AgeVerificationDTO = InferTypeOf<typeof AgeVerification>

export type RequestAgeVerificationInput = {
  customer_id: string
  /** `YYYY-MM-DD` as the customer gave it. */
  birth_date: string
  first_name?: string | null
  last_name?: string | null
}

/** The fields that a change may write, so that an undo can put them back. */
export type AgeVerificationState = Pick<
  AgeVerificationDTO,
  "status" | "decided_by" | "decided_at" | "reason" | "expires_at"
>

/** One row that a change touched: how it was (null: it did not exist) and the status it was given. */
export type AgeVerificationChange = {
  id: string
  before: AgeVerificationState | null
  status: AgeVerificationDTO["status"]
}

export type RequestAgeVerificationResult = {
  verification: AgeVerificationDTO
  /** `none` when the customer already had what was asked for: nothing was written. */
  outcome: "none" | "requested" | "rejected"
  changes: AgeVerificationChange[]
}

export type DecideAgeVerificationInput = {
  id: string
  decision: "approved" | "rejected"
  actor: AuditActor
  /** Told to the customer. Required to reject. */
  reason?: string
}

export type DecideAgeVerificationResult = {
  verification: AgeVerificationDTO
  /** Empty when it was decided so before. */
  changes: AgeVerificationChange[]
}
