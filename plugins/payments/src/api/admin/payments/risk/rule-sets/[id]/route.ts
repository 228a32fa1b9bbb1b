import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { saveRiskRulesWorkflow } from "../../../../../../workflows/payments-save-risk-rules"
import { actorOf, answerRuleSet } from "../../helpers"
import type { AdminSaveRiskRuleSetType } from "../../validators"

/** Changes a draft. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminSaveRiskRuleSetType>, res: MedusaResponse) => {
  const input = { values: { ...req.validatedBody, id: req.params.id }, actor: actorOf(req) }
  const { result } = await saveRiskRulesWorkflow(req.scope).run({ input })
  res.json(await answerRuleSet(req.scope, result.id))
}
