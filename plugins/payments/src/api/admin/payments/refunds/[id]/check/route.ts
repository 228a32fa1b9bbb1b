import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { checkRefundWorkflow } from "../../../../../../workflows/payments-check-refund"
import { retrieveRefund } from "../../helpers"

/** Learns now what became of a refund that is under way. */
export const POST = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { id } = req.params
  await retrieveRefund(req.scope, id, ["id"])
  await checkRefundWorkflow(req.scope).run({ input: { id } })
  res.json({ refund: await retrieveRefund(req.scope, id, req.queryConfig.fields) })
}
