import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { labelRiskAssessmentWorkflow } from "../../../../../../../workflows/payments-label-risk-assessment"
import { actorOf, answerAssessment } from "../../../helpers"
import type { AdminLabelRiskAssessmentType } from "../../../validators"

/** Notes that the sale turned out bad. Saying the same again changes nothing. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminLabelRiskAssessmentType>, res: MedusaResponse) => {
  const { id } = req.params
  const { kind, reason: why } = req.validatedBody
  await labelRiskAssessmentWorkflow(req.scope).run({ input: { id, kind, actor: actorOf(req), why } })
  res.json(await answerAssessment(req.scope, id))
}
