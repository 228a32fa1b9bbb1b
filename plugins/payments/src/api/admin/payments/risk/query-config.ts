/** Without the hashes: nobody needs them, and what is not shown cannot leak. */
export const riskAssessmentFields = [
  "id",
  "cart_id",
  "order_id",
  "payment_session_id",
  "provider_id",
  "customer_id",
  "currency_code",
  "amount_cents",
  "features",
  "score",
  "decision",
  "is_enforced",
  "reasons",
  "rule_set_version",
  "model_version",
  "model_probability",
  "state",
  "review_state",
  "verdict_by",
  "verdict_why",
  "verdict_at",
  "assessed_at",
  "placed_at",
]
const allowed = [...riskAssessmentFields]

export const listRiskAssessmentQueryConfig = { defaults: riskAssessmentFields, allowed, isList: true, defaultLimit: 20 }
export const retrieveRiskAssessmentQueryConfig = { defaults: riskAssessmentFields, allowed, isList: false }

export const riskRuleSetFields = [
  "id",
  "version",
  "name",
  "state",
  "review_at",
  "block_at",
  "rules",
  "created_by",
  "activated_by",
  "activated_at",
  "activated_why",
  "created_at",
]
export const listRiskRuleSetQueryConfig = {
  defaults: riskRuleSetFields,
  allowed: [...riskRuleSetFields],
  isList: true,
  defaultLimit: 20,
}

export const riskModelFields = [
  "id",
  "version",
  "threshold",
  "metrics",
  "parameters",
  "labels_count",
  "bad_count",
  "held_out_count",
  "is_active",
  "trained_by",
  "trained_at",
  "switched_by",
  "switched_at",
]
export const listRiskModelQueryConfig = {
  defaults: riskModelFields,
  allowed: [...riskModelFields],
  isList: true,
  defaultLimit: 20,
}
