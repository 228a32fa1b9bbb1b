import { randomUUID } from "node:crypto"
import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaResponse,
  MiddlewareRoute,
} from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { GateBlockedError } from "@rise-via/core"
import { AdminCreatePaymentRefund } from "@medusajs/medusa/api/admin/payments/validators"
import { defaultAdminPaymentFields } from "@medusajs/medusa/api/admin/payments/query-config"
import { toCents } from "../../../../lib/money"
import { askRefundGates } from "../../../../lib/refunds/ask-gates"
import { refundablePayment } from "../../../../lib/refunds/payment-facts"
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
  refuse(result)
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment",
    fields: req.queryConfig?.fields ?? defaultAdminPaymentFields,
    filters: { id: req.params.id },
  })
  res.status(200).json({ payment: data[0] })
}

/** Medusa's answer knows no state, so what is not on its way is an error. */
function refuse({ state, error }: { state: string; error: string | null }) {
  if (state === "requested") {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "This refund needs the approval of a second person. It is on the list of refunds that wait; nothing was given back yet.",
      "payments.refund_needs_approval"
    )
  }
  if (state === "unknown") {
    throw new MedusaError(
      MedusaError.Types.CONFLICT,
      "Nobody knows yet whether the money went back: it is being looked up. Asking again looks it up first.",
      "payments.refund_unknown"
    )
  }
  if (state === "failed" || state === "declined") {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Nothing was given back: ${error}`, "payments.refund_failed")
  }
}

async function reasonLabel(req: AuthenticatedMedusaRequest, id?: string): Promise<string | undefined> {
  if (!id) {
    return undefined
  }
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "refund_reason", fields: ["label"], filters: { id } })
  return (data[0] as { label?: string } | undefined)?.label
}

/** Canceling an order gives back all that was captured; Medusa does it by itself, so the rules are asked before. */
async function mayGiveBackAll(req: AuthenticatedMedusaRequest, _res: MedusaResponse, next: MedusaNextFunction) {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "payment_collections.payments.id"],
    filters: { id: req.params.id },
  })
  const payments = ((data[0] as any)?.payment_collections ?? []).flatMap(({ payments }: any) => payments ?? [])
  for (const { id } of payments) {
    const payment = await refundablePayment(req.scope, id)
    const amount_cents = payment.captured_cents - payment.refunded_cents
    if (amount_cents > 0) {
      const what = { amount_cents, reason: "The order is canceled", actor: staffOf(req) }
      const reasons = await askRefundGates(req.scope, payment, what)
      if (reasons.length) {
        throw new GateBlockedError(reasons)
      }
    }
  }
  next()
}

export const medusaRefundMiddlewares: MiddlewareRoute[] = [
  { method: ["POST"], matcher: "/admin/payments/:id/refund", middlewares: [refundByOurRules] },
  { method: ["POST"], matcher: "/admin/orders/:id/cancel", middlewares: [mayGiveBackAll] },
]
