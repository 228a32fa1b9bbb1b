import { pageOf } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { RISK_FEATURE_NAMES } from "../../../../lib/risk/features"
import {
  RISK_DECISIONS,
  RISK_LABELS,
  RISK_REVIEW_STATES,
  RISK_STATES,
  RULE_OPERATORS,
  RULE_SET_STATES,
} from "../../../../lib/risk/words"

const at = z.iso.datetime()
const int = z.number().int()

const RiskReason = z
  .object({ code: z.string(), points: int, reason: z.string() })
  .meta({ title: "RiskReason", description: "A rule that held; for staff, never for shoppers" })

const RiskAssessment = z
  .object({
    id: z.string(),
    cart_id: z.string(),
    order_id: z.string().nullable(),
    payment_session_id: z.string().nullable(),
    provider_id: z.string().nullable(),
    customer_id: z.string().nullable(),
    currency_code: z.string(),
    amount_cents: int,
    features: z
      .record(z.string(), z.number().nullable())
      .describe("What was known, see `GET /admin/payments/risk/features`"),
    score: int,
    decision: z.enum(RISK_DECISIONS),
    is_enforced: z.boolean().describe("False in `observe` mode: the decision had no effect"),
    reasons: z.array(RiskReason),
    rule_set_version: int.describe("0: built in; -1: scoring failed"),
    model_version: int.nullable(),
    model_probability: z.number().nullable(),
    state: z.enum(RISK_STATES),
    review_state: z.enum(RISK_REVIEW_STATES),
    verdict_by: z.string().nullable(),
    verdict_why: z.string().nullable(),
    verdict_at: at.nullable(),
    assessed_at: at,
    placed_at: at.nullable(),
  })
  .partial()
  .meta({ title: "RiskAssessment" })

const RiskLabel = z
  .object({
    id: z.string(),
    kind: z.enum(RISK_LABELS),
    is_bad: z.boolean(),
    source: z.string(),
    note: z.string().nullable(),
    labelled_at: at,
  })
  .meta({ title: "RiskLabel" })

export const AdminRiskAssessmentsResponse = pageOf("risk_assessments", RiskAssessment)
export const AdminRiskAssessmentResponse = z.object({ risk_assessment: RiskAssessment, labels: z.array(RiskLabel) })

const RiskRule = z.object({
  code: z.string(),
  feature: z.enum(RISK_FEATURE_NAMES),
  operator: z.enum(RULE_OPERATORS),
  value: z.number().nullable(),
  points: int,
  reason: z.string(),
})
const rules = { review_at: int, block_at: int, rules: z.array(RiskRule) }

const RiskRuleSet = z
  .object({
    id: z.string(),
    version: int,
    name: z.string(),
    state: z.enum(RULE_SET_STATES),
    ...rules,
    created_by: z.string(),
    activated_by: z.string().nullable(),
    activated_at: at.nullable(),
    activated_why: z.string().nullable(),
    created_at: at,
  })
  .meta({ title: "RiskRuleSet" })

export const AdminRiskRuleSetResponse = z.object({ risk_rule_set: RiskRuleSet })
export const AdminRiskRuleSetsResponse = pageOf("risk_rule_sets", RiskRuleSet).extend({
  built_in: z.object({ version: int, ...rules }).describe("Decides while none of your own is active"),
})

const counts = z.object({ allow: int, review: int, block: int })

export const AdminRiskDryRunResponse = pageOf(
  "changes",
  z.object({
    id: z.string(),
    order_id: z.string().nullable(),
    customer_id: z.string().nullable(),
    amount_cents: int,
    currency_code: z.string(),
    assessed_at: at,
    is_bad: z.boolean().nullable().describe("What became of it, where somebody said so"),
    score: int,
    decision: z.enum(RISK_DECISIONS),
    would_be_score: int,
    would_be_decision: z.enum(RISK_DECISIONS),
    would_be_reasons: z.array(RiskReason),
  })
).extend({
  sales_count: int.describe("Sales that were tried, the newest 5,000 at most"),
  was: counts,
  would_be: counts,
  bad_would_be: counts.describe("Of those that turned out bad"),
})

export const AdminRiskFeaturesResponse = z.object({
  risk_features: z.array(z.object({ name: z.enum(RISK_FEATURE_NAMES), unit: z.string(), description: z.string() })),
})

const share = z.number().min(0).max(1).nullable()

const RiskModel = z
  .object({
    id: z.string(),
    version: int,
    threshold: z.number(),
    metrics: z.object({
      threshold: z.number(),
      precision: share.describe("Of the sales it pointed at, the share that was bad"),
      recall: share.describe("Of the bad sales, the share it pointed at"),
      true_positives: int,
      false_positives: int,
      false_negatives: int,
      true_negatives: int,
    }),
    parameters: z.object({
      features: z.array(z.string()),
      weights: z.array(z.number()),
      means: z.array(z.number()),
      deviations: z.array(z.number()),
      bias: z.number(),
    }),
    labels_count: int,
    bad_count: int,
    held_out_count: int.describe("Newest sales, which it did not learn from and was judged by"),
    is_active: z.boolean(),
    trained_by: z.string(),
    trained_at: at,
    switched_by: z.string().nullable(),
    switched_at: at.nullable(),
  })
  .meta({ title: "RiskModel" })

const training = { labels_count: int, bad_count: int, labels_needed: int, bad_needed: int }

export const AdminRiskModelResponse = z.object({ risk_model: RiskModel })
export const AdminRiskModelsResponse = pageOf("risk_models", RiskModel).extend({ training: z.object(training) })
export const AdminRiskTrainingResponse = z.object({
  training: z.object({ ...training, model_id: z.string().nullable().describe("`null`: too little to learn from") }),
})
