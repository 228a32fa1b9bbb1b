import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { settleDifferenceWorkflow } from "../../../../../../../workflows/payments-settle-difference"
import { actorOf, retrieveDifference } from "../../../helpers"
import type { AdminAcceptDifferenceType } from "../../../validators"

/** Accepts a difference as it is. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminAcceptDifferenceType>, res: MedusaResponse) => {
  const { id } = req.params
  const { reason } = req.validatedBody
  await settleDifferenceWorkflow(req.scope).run({ input: { id, act: "accept", reason, actor: actorOf(req) } })
  res.json({ payment_difference: await retrieveDifference(req.scope, id) })
}
