import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { toCents } from "../../../../lib/money"
import { capturePaymentRequestWorkflow } from "../../../../workflows/payments-capture-payment"
import { staffOf } from "../refunds/helpers"
import type { AdminCapturePaymentType } from "./validators"

const FIELDS = ["id", "amount", "currency_code", "captured_at", "captures.id", "captures.amount"]

/** Captures a payment, with a reason. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminCapturePaymentType>, res: MedusaResponse) => {
  const { payment_id, amount, reason } = req.validatedBody
  await capturePaymentRequestWorkflow(req.scope).run({
    input: {
      payment_id,
      amount_cents: amount === undefined ? undefined : toCents(amount),
      reason,
      actor: staffOf(req),
    },
  })
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "payment", fields: FIELDS, filters: { id: payment_id } })
  res.json({ payment: data[0] })
}
