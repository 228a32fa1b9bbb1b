import type { InferTypeOf } from "@medusajs/framework/types"
import type { RiskVerdict } from "../lib/risk/decide"
import type { RiskFeatures } from "../lib/risk/features"
import type { RISK_LABELS } from "../lib/risk/words"
import type { PaymentRiskAssessment, PaymentRiskModel, PaymentRiskRuleSet } from "../modules/payments_risk/models"
import type { RiskSubjects } from "../modules/payments_risk/statements"

/**
 * What a payment provider asks of `payments_risk` before it takes money. A sale whose order is in review is not
 * executed: the money is held at most, and captured when staff have cleared it.
 */
export type RiskReview = {
  isHeldForReview(paymentSessionId: string): Promise<boolean>
}

export type RiskAssessmentDTO = InferTypeOf<typeof PaymentRiskAssessment>
export type RiskRuleSetDTO = InferTypeOf<typeof PaymentRiskRuleSet>
export type RiskModelDTO = InferTypeOf<typeof PaymentRiskModel>
export type RiskLabelKind = (typeof RISK_LABELS)[number]

/** An attempt with its score, before it is stored. */
export type RiskAssessmentInput = RiskSubjects &
  RiskVerdict & {
    cart_id: string
    payment_session_id: string | null
    provider_id: string | null
    currency_code: string
    amount_cents: number
    features: RiskFeatures
    /** -1 where scoring failed. */
    rule_set_version: number
    model_version: number | null
    is_enforced: boolean
    assessed_at: Date
  }

/** What a training had to learn from, and the model that it made; null where that was too little. */
export type RiskTraining = {
  labels_count: number
  bad_count: number
  labels_needed: number
  bad_needed: number
  model_id: string | null
}

/** What became of a sale; it is found by whatever is known of it. */
export type RiskLabelInput = {
  kind: RiskLabelKind
  /** Who says so, e.g. `ledger:pent_…`; the same source says the same thing once. */
  source: string
  assessment_id?: string
  payment_session_id?: string
  customer_id?: string
  note?: string
  labelled_at: Date
}
