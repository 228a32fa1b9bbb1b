import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { decideRefundWorkflow } from "../../../../../../workflows/payments-decide-refund"
import { retrieveRefund, staffOf } from "../../helpers"
import type { AdminDeclineRefundType } from "../../validators"

/** Nothing goes back. The requester may withdraw his own request in this way. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminDeclineRefundType>, res: MedusaResponse) => {
  const { id } = req.params
  await decideRefundWorkflow(req.scope).run({
    input: { id, actor: staffOf(req), decision: "declined", note: req.validatedBody.note },
  })
  res.json({ refund: await retrieveRefund(req.scope, id, req.queryConfig.fields) })
}
