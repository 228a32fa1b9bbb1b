import type { RiskFeatures } from "./features"
import { probabilityOf, type RiskModelParameters } from "./model"
import { scoreOf, type RiskReason, type RiskRules } from "./rules"
import { RISK_DECISIONS } from "./words"

export type RiskDecision = (typeof RISK_DECISIONS)[number]

export type RiskVerdict = {
  score: number
  decision: RiskDecision
  reasons: RiskReason[]
  /** What the learned model thinks, where one is active. */
  model_probability: number | null
}

export type ActiveModel = { parameters: RiskModelParameters; threshold: number; points: number }

/**
 * Rules decide. A learned model that points at the sale adds its points and can move `allow` to `review`, never to
 * `block`: nobody is turned away for a reason that nobody can name.
 */
export function decide(features: RiskFeatures, rules: RiskRules, model: ActiveModel | null = null): RiskVerdict {
  const byRules = scoreOf(features, rules)
  const decision = decisionAt(byRules.score, rules)
  const probability = model ? Math.round(probabilityOf(features, model.parameters) * 10_000) / 10_000 : null
  if (!model || probability === null || probability < model.threshold) {
    return { ...byRules, decision, model_probability: probability }
  }
  const percent = Math.round(probability * 100)
  const reason = {
    code: "learned_model",
    points: model.points,
    reason: `Sales like this were often bad (${percent} %)`,
  }
  const score = byRules.score + model.points
  const withModel = decisionAt(score, rules)
  return {
    score,
    reasons: [...byRules.reasons, reason],
    decision: withModel === "block" ? stricter(decision, "review") : stricter(decision, withModel),
    model_probability: probability,
  }
}

const decisionAt = (score: number, { review_at, block_at }: RiskRules): RiskDecision =>
  score >= block_at ? "block" : score >= review_at ? "review" : "allow"

const stricter = (one: RiskDecision, other: RiskDecision) =>
  RISK_DECISIONS.indexOf(one) >= RISK_DECISIONS.indexOf(other) ? one : other
