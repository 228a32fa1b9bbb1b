import { randomUUID } from "node:crypto"
import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaResponse,
  MiddlewareRoute,
} from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { AdminCreatePaymentRefund } from "@medusajs/medusa/api/admin/payments/validators"
import { defaultAdminPaymentFields } from "@medusajs/medusa/api/admin/payments/query-config"
import { toCents } from "../../../../lib/money"
import { giveBackOrder } from "../../../../lib/refunds/give-back-order"
import { mustBeOnItsWay } from "../../../../lib/refunds/on-its-way"
import { refundPaymentRequestWorkflow } from "../../../../workflows/payments-refund-payment"
import { staffOf } from "./helpers"

/** Medusa's clients need not say why. */
const NO_REASON = "Refunded in the admin, without a note"

/**
 * Medusa's own refund, as the dashboard asks for it: it obeys the same rules, and its answer is the same. A key may come
 * in the header `Idempotency-Key`.
 */
async function refundByOurRules(req: AuthenticatedMedusaRequest, res: MedusaResponse, _next: MedusaNextFunction) {
  const parsed = AdminCreatePaymentRefund.safeParse(req.body ?? {})
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)
    throw new MedusaError(MedusaError.Types.INVALID_DATA, problems.join("; "))
  }
  const { amount, note, refund_reason_id } = parsed.data
  const reason = note?.trim() || (await reasonLabel(req, refund_reason_id)) || NO_REASON
  const { result } = await refundPaymentRequestWorkflow(req.scope).run({
    input: {
      payment_id: req.params.id,
      amount_cents: amount === undefined ? undefined : toCents(amount),
      reason: reason.slice(0, 500),
      refund_reason_id,
      request_key: String(req.headers["idempotency-key"] ?? randomUUID()).slice(0, 200),
      actor: staffOf(req),
    },
  })
  mustBeOnItsWay(result)
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment",
    fields: req.queryConfig?.fields ?? defaultAdminPaymentFields,
    filters: { id: req.params.id },
  })
  res.status(200).json({ payment: data[0] })
}

async function reasonLabel(req: AuthenticatedMedusaRequest, id?: string): Promise<string | undefined> {
  if (!id) {
    return undefined
  }
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "refund_reason", fields: ["label"], filters: { id } })
  return (data[0] as { label?: string } | undefined)?.label
}

/** Canceling an order gives back all that was captured, by the same rules; without that the order stays. */
async function giveBackAll(req: AuthenticatedMedusaRequest, _res: MedusaResponse, next: MedusaNextFunction) {
  await giveBackOrder(req.scope, { order_id: req.params.id, actor: staffOf(req) })
  next()
}

export const medusaRefundMiddlewares: MiddlewareRoute[] = [
  { method: ["POST"], matcher: "/admin/payments/:id/refund", middlewares: [refundByOurRules] },
  { method: ["POST"], matcher: "/admin/orders/:id/cancel", middlewares: [giveBackAll] },
]
