import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { syncAeropayPaymentWorkflow } from "../../../../../../../workflows/payments-sync-aeropay-payment"
import { retrieveAeropayPayment, shownAeropayPayment } from "../../../helpers"

export const POST = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { payment_session_id } = await retrieveAeropayPayment(req.scope, req.params.id)
  await syncAeropayPaymentWorkflow(req.scope).run({ input: { payment_session_id } })
  res.json({ aeropay_payment: await shownAeropayPayment(req.scope, payment_session_id) })
}
