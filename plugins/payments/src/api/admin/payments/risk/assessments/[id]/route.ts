import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { answerAssessment } from "../../helpers"

/** One scored attempt, with what became of its sale. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  res.json(await answerAssessment(req.scope, req.params.id, req.queryConfig.fields))
}
