import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { trainRiskModelWorkflow } from "../../../../../../workflows/payments-train-risk-model"
import { actorOf } from "../../helpers"

/** Trains now. `model_id` is `null` when there is too little to learn from. */
export const POST = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { result } = await trainRiskModelWorkflow(req.scope).run({ input: { actor: actorOf(req) } })
  res.json({ training: result })
}
