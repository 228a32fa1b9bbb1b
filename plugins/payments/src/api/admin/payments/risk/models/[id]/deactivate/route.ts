import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { switchRiskModelWorkflow } from "../../../../../../../workflows/payments-switch-risk-model"
import { actorOf, answerModel } from "../../../helpers"
import type { AdminGiveRiskReasonType } from "../../../validators"

/** Switches a learned model off: rules decide alone. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminGiveRiskReasonType>, res: MedusaResponse) => {
  const input = { id: req.params.id, actor: actorOf(req), why: req.validatedBody.reason, isActive: false }
  const { result } = await switchRiskModelWorkflow(req.scope).run({ input })
  res.json(await answerModel(req.scope, result.id))
}
