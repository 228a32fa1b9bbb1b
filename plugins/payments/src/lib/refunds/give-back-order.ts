import { randomUUID } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { clock, GateBlockedError, type AuditActor } from "@rise-via/core"
import type { RefundablePayment, RefundRequestDTO } from "../../types"
import { refundPaymentRequestWorkflow } from "../../workflows/payments-refund-payment"
import { profileOf } from "../providers/profiles"
import { askRefundGates } from "./ask-gates"
import { carryOutRefund } from "./carry-out"
import { mustBeOnItsWay } from "./on-its-way"
import { refundablePayment } from "./payment-facts"
import { refundService } from "./refund-service"

const MINUTE_MS = 60_000
const REASON = "The order is canceled"

type OrderToCancel = {
  status: string
  fulfillments?: { canceled_at: string | null }[]
  payment_collections?: { payments?: { id: string }[] }[]
}

/**
 * Before an order is canceled: gives back all that was captured for it, by our own rules. Medusa's cancellation would
 * do it by itself, but goes on when the payment service refuses (`refundPaymentsStep`, core-flows 2.21.2): the order
 * would be canceled and the money kept. Afterwards Medusa finds nothing left to give back. What is refunded by hand is
 * only asked for here; `posabit-checkout` stops such a cancellation.
 *
 * @throws where a payment is not on its way back, with the reason; the order must stay then.
 */
export async function giveBackOrder(
  container: MedusaContainer,
  { order_id, actor }: { order_id: string; actor: AuditActor }
): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "status", "fulfillments.canceled_at", "payment_collections.payments.id"],
    filters: { id: order_id },
  })
  const order = data[0] as unknown as OrderToCancel | undefined
  if (!order || !canBeCanceled(order)) {
    // Medusa refuses to cancel it, so no money may move.
    return
  }
  const ids = (order.payment_collections ?? []).flatMap(({ payments }) => payments ?? []).map(({ id }) => id)
  for (const id of ids) {
    await finishRefundsUnderWay(container, id)
  }
  const left = await paymentsLeft(container, ids)
  // All rules first: a rule against the second payment must not come after the first was given back.
  for (const { payment, amount_cents } of left) {
    const reasons = await askRefundGates(container, payment, { amount_cents, reason: REASON, actor })
    if (reasons.length) {
      throw new GateBlockedError(reasons)
    }
  }
  for (const { payment, amount_cents } of left) {
    const { refund } = profileOf(payment.provider_id)
    if (refund !== "by_hand" && refund !== "none") {
      const { result } = await refundPaymentRequestWorkflow(container).run({
        input: { payment_id: payment.payment_id, amount_cents, reason: REASON, request_key: randomUUID(), actor },
      })
      mustBeOnItsWay(result)
    }
  }
}

const canBeCanceled = ({ status, fulfillments }: OrderToCancel) =>
  status !== "canceled" && status !== "completed" && !fulfillments?.some((one) => one && !one.canceled_at)

/** Refunds that wait, or whose outcome nobody knows: Medusa counts these as given back, and they may not have been. */
async function finishRefundsUnderWay(container: MedusaContainer, payment_id: string): Promise<void> {
  const underWay = (await refundService(container).listPaymentRefundRequests(
    { payment_id, state: ["requested", "approved", "sent", "unknown"] },
    { take: 100 }
  )) as RefundRequestDTO[]
  for (const { id, state } of underWay) {
    // Whoever was sending it a minute ago may still be at it.
    const before = new Date(clock.now().getTime() - (state === "unknown" ? 0 : MINUTE_MS))
    const after = await carryOutRefund(container, id, before)
    if (after.state !== "failed") {
      mustBeOnItsWay(after)
    }
  }
}

async function paymentsLeft(container: MedusaContainer, ids: string[]) {
  const left: { payment: RefundablePayment; amount_cents: number }[] = []
  for (const id of ids) {
    const payment = await refundablePayment(container, id)
    const amount_cents = payment.captured_cents - payment.refunded_cents
    if (amount_cents > 0) {
      left.push({ payment, amount_cents })
    }
  }
  return left
}
