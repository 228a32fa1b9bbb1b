import { z } from "@medusajs/framework/zod"
import { createFindParams, createSelectParams } from "@medusajs/medusa/api/utils/validators"
import { timeRange } from "@rise-via/core"
import { demandSense, riskRulesShape } from "../../../../lib/risk/rules"
import { RISK_DECISIONS, RISK_REVIEW_STATES, RISK_STATES } from "../../../../lib/risk/words"

const oneOrMany = <T extends z.ZodType>(values: T) => z.union([values, z.array(values).max(50)])
const text = z.string().min(1).max(200)
const why = z.string().trim().min(3).max(500)
const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
}

export const AdminGetRiskAssessmentsParams = createFindParams({ limit: 20, offset: 0, order: "-assessed_at" })
  .extend({
    ...page,
    q: text.optional(),
    id: oneOrMany(text).optional(),
    order_id: oneOrMany(text).optional(),
    customer_id: oneOrMany(text).optional(),
    payment_session_id: oneOrMany(text).optional(),
    decision: oneOrMany(z.enum(RISK_DECISIONS)).optional(),
    state: oneOrMany(z.enum(RISK_STATES)).optional(),
    review_state: oneOrMany(z.enum(RISK_REVIEW_STATES)).optional(),
    assessed_at: timeRange().optional(),
  })
  .strict()
export type AdminGetRiskAssessmentsParamsType = z.infer<typeof AdminGetRiskAssessmentsParams>

export const AdminGetRiskAssessmentParams = createSelectParams().strict()

/** `reason` is kept in the audit log. */
export const AdminGiveRiskReason = z.strictObject({ reason: why })
export type AdminGiveRiskReasonType = z.infer<typeof AdminGiveRiskReason>

export const AdminLabelRiskAssessment = z.strictObject({ kind: z.enum(["return", "dispute"]), reason: why })
export type AdminLabelRiskAssessmentType = z.infer<typeof AdminLabelRiskAssessment>

export const AdminGetRiskRuleSetsParams = createFindParams({ limit: 20, offset: 0, order: "-version" })
  .extend(page)
  .strict()

export const AdminSaveRiskRuleSet = demandSense(
  z.strictObject({ name: z.string().trim().min(1).max(100), ...riskRulesShape })
)
export type AdminSaveRiskRuleSetType = z.infer<typeof AdminSaveRiskRuleSet>

export const AdminDryRunRiskRules = demandSense(
  z.strictObject({
    ...riskRulesShape,
    /** Days to look back. */
    days: z.number().int().min(1).max(365).default(90),
    limit: z.number().int().min(1).max(100).default(20),
    offset: z.number().int().min(0).max(5_000).default(0),
  })
)
export type AdminDryRunRiskRulesType = z.infer<typeof AdminDryRunRiskRules>

export const AdminGetRiskModelsParams = createFindParams({ limit: 20, offset: 0, order: "-version" })
  .extend(page)
  .strict()

/** Nothing to send: the body is empty. */
export const AdminTrainRiskModel = z.strictObject({})
