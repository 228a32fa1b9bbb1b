import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { toCents } from "../../../../../../../lib/money"
import { captureAeropayPaymentWorkflow } from "../../../../../../../workflows/payments-capture-aeropay-payment"
import { shownAeropayPayment } from "../../../helpers"
import type { AdminCaptureAeropayPaymentType } from "../../../validators"

export const POST = async (req: AuthenticatedMedusaRequest<AdminCaptureAeropayPaymentType>, res: MedusaResponse) => {
  const { id } = req.params
  const cents = toCents(req.validatedBody.amount)
  await captureAeropayPaymentWorkflow(req.scope).run({
    input: { payment_id: id, cents, captured_by: req.auth_context.actor_id },
  })
  res.json({ aeropay_payment: await shownAeropayPayment(req.scope, id) })
}
