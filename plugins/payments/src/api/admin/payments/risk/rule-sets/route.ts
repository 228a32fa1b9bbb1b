import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { BUILT_IN_VERSION, DEFAULT_RULES } from "../../../../../lib/risk/default-rules"
import { saveRiskRulesWorkflow } from "../../../../../workflows/payments-save-risk-rules"
import { actorOf, answerRuleSet } from "../helpers"
import type { AdminSaveRiskRuleSetType } from "../validators"

/** All versions, newest first, and the rules that decide while none of them is active. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "payment_risk_rule_set",
    fields: req.queryConfig.fields,
    pagination: req.queryConfig.pagination,
  })
  const page = { count: metadata?.count, offset: metadata?.skip, limit: metadata?.take }
  res.json({ risk_rule_sets: data, ...page, built_in: { version: BUILT_IN_VERSION, ...DEFAULT_RULES } })
}

/** A new draft. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminSaveRiskRuleSetType>, res: MedusaResponse) => {
  const input = { values: req.validatedBody, actor: actorOf(req) }
  const { result } = await saveRiskRulesWorkflow(req.scope).run({ input })
  res.json(await answerRuleSet(req.scope, result.id))
}
