import { defineRoutes } from "@rise-via/core"
import {
  AdminRiskAssessmentResponse,
  AdminRiskAssessmentsResponse,
  AdminRiskDryRunResponse,
  AdminRiskFeaturesResponse,
  AdminRiskModelResponse,
  AdminRiskModelsResponse,
  AdminRiskRuleSetResponse,
  AdminRiskRuleSetsResponse,
  AdminRiskTrainingResponse,
} from "./answers"
import {
  listRiskAssessmentQueryConfig,
  listRiskModelQueryConfig,
  listRiskRuleSetQueryConfig,
  retrieveRiskAssessmentQueryConfig,
} from "./query-config"
import {
  AdminDryRunRiskRules,
  AdminGetRiskAssessmentParams,
  AdminGetRiskAssessmentsParams,
  AdminGetRiskModelsParams,
  AdminGetRiskRuleSetsParams,
  AdminGiveRiskReason,
  AdminLabelRiskAssessment,
  AdminSaveRiskRuleSet,
  AdminTrainRiskModel,
} from "./validators"

const see = { who: "staff", permission: "payments:read" } as const
const review = { who: "staff", permission: "payments:review" } as const
const setRules = { who: "staff", permission: "payments:risk-rules" } as const
const one = { 200: { description: "The assessment and what became of its sale", schema: AdminRiskAssessmentResponse } }
const ruleSet = { 200: { description: "The rules", schema: AdminRiskRuleSetResponse } }
const model = { 200: { description: "The model", schema: AdminRiskModelResponse } }

const assessmentRoutes = defineRoutes([
  {
    ...see,
    method: "GET",
    path: "/admin/payments/risk/assessments",
    summary: "Scored attempts to pay, newest first",
    description: "The review queue is `review_state=pending&state=placed`.",
    query: { schema: AdminGetRiskAssessmentsParams, config: listRiskAssessmentQueryConfig },
    answers: { 200: { description: "One page", schema: AdminRiskAssessmentsResponse } },
  },
  {
    ...see,
    method: "GET",
    path: "/admin/payments/risk/assessments/:id",
    summary: "One scored attempt",
    query: { schema: AdminGetRiskAssessmentParams, config: retrieveRiskAssessmentQueryConfig },
    answers: one,
  },
  {
    ...review,
    method: "POST",
    path: "/admin/payments/risk/assessments/:id/clear",
    summary: "Clear a sale in review",
    description: "Its payment may then be captured.",
    body: AdminGiveRiskReason,
    answers: one,
    errors: { 409: "It was decided otherwise, or is not in review" },
  },
  {
    ...review,
    method: "POST",
    path: "/admin/payments/risk/assessments/:id/reject",
    summary: "Reject a sale in review",
    description: "The order is canceled and the held money given back.",
    body: AdminGiveRiskReason,
    answers: one,
    errors: { 409: "It was decided otherwise, or is not in review" },
  },
  {
    ...review,
    method: "POST",
    path: "/admin/payments/risk/assessments/:id/labels",
    summary: "Note that a sale turned out bad",
    body: AdminLabelRiskAssessment,
    answers: one,
  },
])

const ruleRoutes = defineRoutes([
  {
    ...see,
    method: "GET",
    path: "/admin/payments/risk/features",
    summary: "What rules and the learned model may look at",
    answers: { 200: { description: "Names, units and meanings", schema: AdminRiskFeaturesResponse } },
  },
  {
    ...see,
    method: "GET",
    path: "/admin/payments/risk/rule-sets",
    summary: "Rules, newest version first",
    query: { schema: AdminGetRiskRuleSetsParams, config: listRiskRuleSetQueryConfig },
    answers: { 200: { description: "One page, and the built-in rules", schema: AdminRiskRuleSetsResponse } },
  },
  {
    ...setRules,
    method: "POST",
    path: "/admin/payments/risk/rule-sets",
    summary: "Make a draft of rules",
    body: AdminSaveRiskRuleSet,
    answers: ruleSet,
  },
  {
    ...setRules,
    method: "POST",
    path: "/admin/payments/risk/rule-sets/:id",
    summary: "Change a draft of rules",
    body: AdminSaveRiskRuleSet,
    answers: ruleSet,
  },
  {
    ...setRules,
    method: "POST",
    path: "/admin/payments/risk/rule-sets/:id/activate",
    summary: "Let a draft of rules decide",
    body: AdminGiveRiskReason,
    answers: ruleSet,
  },
  {
    ...setRules,
    method: "POST",
    path: "/admin/payments/risk/dry-run",
    summary: "Try rules on past sales",
    description: "By what was known then, on the newest 5,000 of the period. Has no effect.",
    body: AdminDryRunRiskRules,
    answers: { 200: { description: "Counts, and what would have changed", schema: AdminRiskDryRunResponse } },
  },
])

const modelRoutes = defineRoutes([
  {
    ...see,
    method: "GET",
    path: "/admin/payments/risk/models",
    summary: "Learned models, newest first",
    query: { schema: AdminGetRiskModelsParams, config: listRiskModelQueryConfig },
    answers: { 200: { description: "One page, and how far one can learn", schema: AdminRiskModelsResponse } },
  },
  {
    ...setRules,
    method: "POST",
    path: "/admin/payments/risk/models/train",
    summary: "Train a model now",
    body: AdminTrainRiskModel,
    answers: { 200: { description: "What came of it", schema: AdminRiskTrainingResponse } },
  },
  {
    ...setRules,
    method: "POST",
    path: "/admin/payments/risk/models/:id/activate",
    summary: "Switch a model on",
    body: AdminGiveRiskReason,
    answers: model,
  },
  {
    ...setRules,
    method: "POST",
    path: "/admin/payments/risk/models/:id/deactivate",
    summary: "Switch a model off",
    body: AdminGiveRiskReason,
    answers: model,
  },
])

export const riskRouteMiddlewares = [...assessmentRoutes, ...ruleRoutes, ...modelRoutes]
