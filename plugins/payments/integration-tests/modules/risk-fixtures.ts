import type { AuditActor } from "@rise-via/core"
import { unknownFeatures } from "../../src/lib/risk/features"
import type PaymentsRiskModuleService from "../../src/modules/payments_risk/service"
import type { RiskAssessmentInput } from "../../src/types"

export const STAFF: AuditActor = { type: "user", id: "user_1" }
export const VERDICT = { actor: STAFF, why: "Called the customer" }
export const DAY_MS = 24 * 60 * 60_000
export const hash = (digit: string) => digit.repeat(64)

export const subjects = (values: object = {}) => ({
  customer_id: "cus_1",
  device_hash: hash("a"),
  ip_hash: hash("b"),
  bank_hash: hash("c"),
  ...values,
})

/** An attempt that staff must look at. */
export const attempt = (assessed_at: Date, values: Partial<RiskAssessmentInput> = {}): RiskAssessmentInput => ({
  ...subjects(),
  cart_id: "cart_1",
  payment_session_id: "payses_1",
  provider_id: "pp_posabit_posabit",
  currency_code: "usd",
  amount_cents: 4_000,
  features: { ...unknownFeatures(), amount_cents: 4_000 },
  score: 60,
  decision: "review",
  reasons: [{ code: "large", points: 60, reason: "A large amount" }],
  rule_set_version: 0,
  model_version: null,
  model_probability: null,
  is_enforced: true,
  assessed_at,
  ...values,
})

let holds = 0

/** The same, after its checkout. */
export async function placed(
  service: PaymentsRiskModuleService,
  assessed_at: Date,
  values: Partial<RiskAssessmentInput> = {}
) {
  const hold_id = `hold_of_${++holds}`
  await service.record({ ...attempt(assessed_at, values), hold_id })
  await service.confirmInReview(hold_id, `order_${holds}`)
  const [row] = await service.listPaymentRiskAssessments({ hold_id })
  return row
}
