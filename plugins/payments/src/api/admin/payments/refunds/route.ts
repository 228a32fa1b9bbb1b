import { randomUUID } from "node:crypto"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { toCents } from "../../../../lib/money"
import { refundPaymentRequestWorkflow } from "../../../../workflows/payments-refund-payment"
import { retrieveRefund, staffOf } from "./helpers"
import type { AdminCreateRefundType, AdminGetRefundsParamsType } from "./validators"

/** Refunds, newest first. Filters: `q`, `order_id`, `payment_id`, `requested_by`, `state`, `created_at`. */
export const GET = async (req: AuthenticatedMedusaRequest<unknown, AdminGetRefundsParamsType>, res: MedusaResponse) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "payment_refund_request",
    fields: req.queryConfig.fields,
    filters: req.filterableFields as never,
    pagination: req.queryConfig.pagination,
  })
  res.json({ refunds: data, count: metadata?.count, offset: metadata?.skip, limit: metadata?.take })
}

/** Gives money back, or asks a second person to approve it. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminCreateRefundType>, res: MedusaResponse) => {
  const { payment_id, amount, reason, refund_reason_id, request_key = randomUUID() } = req.validatedBody
  const { result } = await refundPaymentRequestWorkflow(req.scope).run({
    input: {
      payment_id,
      amount_cents: amount === undefined ? undefined : toCents(amount),
      reason,
      refund_reason_id,
      request_key,
      actor: staffOf(req),
    },
  })
  res.json({ refund: await retrieveRefund(req.scope, result.id, req.queryConfig.fields) })
}
