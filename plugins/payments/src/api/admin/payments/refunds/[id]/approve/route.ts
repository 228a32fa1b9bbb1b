import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { decideRefundWorkflow } from "../../../../../../workflows/payments-decide-refund"
import { retrieveRefund, staffOf } from "../../helpers"
import type { AdminApproveRefundType } from "../../validators"

/** A second person approves; the refund is then sent. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminApproveRefundType>, res: MedusaResponse) => {
  const { id } = req.params
  await decideRefundWorkflow(req.scope).run({
    input: { id, actor: staffOf(req), decision: "approved", note: req.validatedBody.note },
  })
  res.json({ refund: await retrieveRefund(req.scope, id, req.queryConfig.fields) })
}
