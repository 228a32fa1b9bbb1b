import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { settleRefundWorkflow } from "../../../../../../workflows/payments-settle-refund"
import { retrieveRefund, staffOf } from "../../helpers"
import type { AdminSettleRefundType } from "../../validators"

/** Staff say what the payment service's portal shows of a refund whose outcome nobody knows. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminSettleRefundType>, res: MedusaResponse) => {
  const { id } = req.params
  await settleRefundWorkflow(req.scope).run({ input: { id, actor: staffOf(req), ...req.validatedBody } })
  res.json({ refund: await retrieveRefund(req.scope, id, req.queryConfig.fields) })
}
