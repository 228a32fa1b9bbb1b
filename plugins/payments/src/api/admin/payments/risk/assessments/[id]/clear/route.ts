import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { clearRiskReviewWorkflow } from "../../../../../../../workflows/payments-clear-risk-review"
import { actorOf, answerAssessment } from "../../../helpers"
import type { AdminGiveRiskReasonType } from "../../../validators"

/** Clears a sale in review. 409 when it was decided otherwise. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminGiveRiskReasonType>, res: MedusaResponse) => {
  const { id } = req.params
  const verdict = { actor: actorOf(req), why: req.validatedBody.reason }
  await clearRiskReviewWorkflow(req.scope).run({ input: { id, ...verdict } })
  res.json(await answerAssessment(req.scope, id))
}
