import type { InferTypeOf } from "@medusajs/framework/types"
import type { AuditActor, GateAnswer } from "@rise-via/core"
import type { PaymentRefundRequest } from "../modules/payments_refunds/models"

export type RefundRequestDTO = InferTypeOf<typeof PaymentRefundRequest>

/** What Medusa knows of a payment, in whole cents. */
export type RefundablePayment = {
  payment_id: string
  payment_session_id: string | null
  payment_collection_id: string
  order_id: string | null
  provider_id: string
  currency_code: string
  captured_cents: number
  refunded_cents: number
  /** Of that: Medusa's refunds that no request of ours made. */
  foreign_refunded_cents: number
}

export type OpenRefundDTO = {
  request_key: string
  payment: RefundablePayment
  amount_cents: number
  reason: string
  refund_reason_id?: string | null
  actor: AuditActor
  /** Reasons for a second person; without any it is approved at once. */
  approval_reasons: GateAnswer[]
}

/** What the payment service said of a refund. `pending`: it accepted, the money is on its way. */
export type RefundOutcome = { state: "succeeded" | "pending" | "unknown" | "failed"; error?: string }

/** A second person's word. */
export type RefundDecision = { id: string; actor: AuditActor; decision: "approved" | "declined"; note?: string }
