import { z } from "@medusajs/framework/zod"
import { RISK_FEATURE_NAMES, type RiskFeatures } from "./features"
import { RULE_OPERATORS } from "./words"

export const MAX_POINTS = 1_000
const MAX_RULES = 200
const CODE = /^[a-z][a-z0-9_]{1,59}$/

/** One rule: when `feature` `operator` `value` holds, the score grows by `points`. A feature that is not known never compares. */
export const RiskRuleSchema = z
  .strictObject({
    code: z.string().regex(CODE, { error: "`code` must be lower case letters, digits and _, beginning with a letter" }),
    feature: z.enum(RISK_FEATURE_NAMES, { error: "`feature` is not one of the listed features" }),
    operator: z.enum(RULE_OPERATORS),
    value: z.number().finite().min(-1e9).max(1e9).nullable().default(null),
    /** Below 0 speaks for the shopper. */
    points: z.number().int().min(-MAX_POINTS).max(MAX_POINTS),
    /** For staff; shoppers never see it. */
    reason: z.string().trim().min(3).max(300),
  })
  .refine(({ operator, value }) => takesValue(operator) === (value !== null), {
    path: ["value"],
    error: "`value` is needed by this `operator`, or not allowed with it",
  })

const threshold = z.number().int().min(1).max(100_000)

/** What a set of rules consists of, to be completed by `demandSense`. */
export const riskRulesShape = {
  /** From this score on staff look at the sale. */
  review_at: threshold,
  /** From this score on the sale is refused. */
  block_at: threshold,
  rules: z.array(RiskRuleSchema).min(1).max(MAX_RULES),
}

/** Adds what holds between the fields of a set of rules, whatever else the object has. */
export const demandSense = <T extends z.ZodType<{ review_at: number; block_at: number; rules: { code: string }[] }>>(
  schema: T
) =>
  schema
    .refine(({ review_at, block_at }) => block_at > review_at, {
      path: ["block_at"],
      error: "`block_at` must be above `review_at`",
    })
    .refine(({ rules }) => new Set(rules.map(({ code }) => code)).size === rules.length, {
      path: ["rules"],
      error: "`rules` need a `code` each of their own",
    })

/** Thresholds and rules that decide together. */
export const RiskRulesSchema = demandSense(z.strictObject(riskRulesShape))

export type RiskRule = z.infer<typeof RiskRuleSchema>
export type RiskRules = z.infer<typeof RiskRulesSchema>
export type RiskReason = { code: string; points: number; reason: string }

export const takesValue = (operator: RiskRule["operator"]) => operator !== "missing" && operator !== "known"

/** Rules that hold, in their order, and the sum of their points (never below 0). */
export function scoreOf(features: RiskFeatures, { rules }: Pick<RiskRules, "rules">) {
  const reasons: RiskReason[] = rules
    .filter((rule) => holds(rule, features[rule.feature] ?? null))
    .map(({ code, points, reason }) => ({ code, points, reason }))
  const sum = reasons.reduce((total, { points }) => total + points, 0)
  return { score: Math.max(0, sum), reasons }
}

function holds({ operator, value }: RiskRule, actual: number | null): boolean {
  if (operator === "missing" || operator === "known") {
    return (actual === null) === (operator === "missing")
  }
  if (actual === null || value === null) {
    return false
  }
  switch (operator) {
    case "gt":
      return actual > value
    case "gte":
      return actual >= value
    case "lt":
      return actual < value
    case "lte":
      return actual <= value
    case "eq":
      return actual === value
    case "ne":
      return actual !== value
  }
}
