import type { RiskAssessmentDTO } from "../../types"
import { decide, type ActiveModel, type RiskDecision } from "./decide"
import type { RiskFeatures } from "./features"
import type { RiskRules } from "./rules"

export type PastSale = Pick<
  RiskAssessmentDTO,
  "id" | "order_id" | "customer_id" | "amount_cents" | "currency_code" | "score" | "decision" | "assessed_at"
> & {
  features: Record<string, unknown>
  /** `null` where nobody said what became of it. */
  is_bad: boolean | null
}

type Counts = Record<RiskDecision, number>

/** What rules would have decided on sales of the past, from what was known then, and where that is something else. */
export function dryRun(sales: PastSale[], rules: RiskRules, model: ActiveModel | null) {
  const was = countsOf()
  const would_be = countsOf()
  const bad_would_be = countsOf()
  const changes = sales.flatMap(({ features, ...sale }) => {
    const verdict = decide(features as RiskFeatures, rules, model)
    was[sale.decision] += 1
    would_be[verdict.decision] += 1
    bad_would_be[verdict.decision] += sale.is_bad ? 1 : 0
    const { score: would_be_score, decision: would_be_decision, reasons: would_be_reasons } = verdict
    return verdict.decision === sale.decision ? [] : [{ ...sale, would_be_score, would_be_decision, would_be_reasons }]
  })
  return { sales_count: sales.length, was, would_be, bad_would_be, changes }
}

const countsOf = (): Counts => ({ allow: 0, review: 0, block: 0 })
