import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { activateRiskRulesWorkflow } from "../../../../../../../workflows/payments-activate-risk-rules"
import { actorOf, answerRuleSet } from "../../../helpers"
import type { AdminGiveRiskReasonType } from "../../../validators"

/** From the next sale on these rules decide. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminGiveRiskReasonType>, res: MedusaResponse) => {
  const input = { id: req.params.id, actor: actorOf(req), why: req.validatedBody.reason }
  const { result } = await activateRiskRulesWorkflow(req.scope).run({ input })
  res.json(await answerRuleSet(req.scope, result.id))
}
