import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN, Modules } from "@medusajs/framework/utils"
import type { RefundRequestDTO } from "../../types"
import { toMajorUnits } from "../money"
import { REQUEST_KEY } from "./payment-facts"

/*
 * Medusa's `refundPaymentWorkflow` in parts. As a whole it forgets a refund when the payment service's answer is not
 * heard: it deletes the refund, and with it the idempotency key under which the money may have left (payment-module.js
 * 2.21.2, `refundPayment`). It also fails after the money has left when the order has an open change or is canceled.
 * So the refund is made under Medusa's own lock, the service is asked with its id as the key, and the order is told
 * apart from that, as often as it takes.
 */

/** The parts of Medusa's payment module that its public `refundPayment` is made of; its types hide them. */
type PaymentInternals = {
  refundPayment_(payment: object, data: object): Promise<{ id: string }>
  maybeUpdatePaymentCollection_(id: string): Promise<void>
  deleteRefunds(ids: string[]): Promise<void>
  paymentSessionService_: { delete(id: string): Promise<void> }
  paymentProviderService_: {
    refundPayment(providerId: string, input: object): Promise<{ data?: Record<string, unknown> }>
    getStatus(providerId: string, input: object): Promise<{ status: string; data?: Record<string, unknown> }>
  }
}

const LOCK_SECONDS = 30

const paymentModule = (container: MedusaContainer) => container.resolve(Modules.PAYMENT)
export const paymentInternals = (container: MedusaContainer) => paymentModule(container) as unknown as PaymentInternals

export type MedusaRefund = { id: string; raw_amount: unknown; payment: { id: string; data: Record<string, unknown> } }

/** Medusa's refund of this request, found or made. Medusa refuses, under its lock, what is more than was captured. */
export async function medusaRefund(container: MedusaContainer, request: RefundRequestDTO): Promise<string> {
  const known = await findRefund(container, request)
  if (known) {
    return known
  }
  const payment = await paymentModule(container).retrievePayment(request.payment_id)
  const refund = await paymentInternals(container).refundPayment_(payment, {
    payment_id: request.payment_id,
    amount: toMajorUnits(request.amount_cents),
    created_by: request.requested_by,
    note: request.reason,
    refund_reason_id: request.refund_reason_id ?? undefined,
    metadata: { [REQUEST_KEY]: request.id },
  })
  return refund.id
}

async function findRefund(container: MedusaContainer, request: RefundRequestDTO): Promise<string | undefined> {
  const { refunds } = await paymentModule(container).retrievePayment(request.payment_id, { relations: ["refunds"] })
  return refunds?.find(({ id, metadata }: any) => id === request.refund_id || metadata?.[REQUEST_KEY] === request.id)
    ?.id
}

/** Asks the payment service. The refund's id is its idempotency key, however often this is called. */
export async function askProvider(container: MedusaContainer, request: RefundRequestDTO): Promise<void> {
  const payment = await paymentModule(container).retrievePayment(request.payment_id)
  const { data } = await paymentInternals(container).paymentProviderService_.refundPayment(request.provider_id, {
    data: payment.data,
    amount: { value: toMajorUnits(request.amount_cents) },
    context: { idempotency_key: request.refund_id },
  })
  if (data) {
    await paymentModule(container).updatePayment({ id: request.payment_id, data } as never)
  }
}

/** Tells Medusa's order and payment collection of the refund. Looks at what is there and adds what is missing. */
export async function bookInMedusa(container: MedusaContainer, request: RefundRequestDTO): Promise<void> {
  const { payment_collection_id } = await paymentModule(container).retrievePayment(request.payment_id)
  const { order_id } = request
  // An order has one open change at a time, so refunds of one order are told one after another.
  await container.resolve(Modules.LOCKING).execute(
    `payments-refund:${order_id ?? payment_collection_id}`,
    async () => {
      await paymentInternals(container).maybeUpdatePaymentCollection_(payment_collection_id)
      if (order_id) {
        await lowerWhatIsOwed(container, request, order_id)
        await addTransaction(container, request, order_id)
      }
    },
    { timeout: LOCK_SECONDS }
  )
}

async function addTransaction(container: MedusaContainer, request: RefundRequestDTO, order_id: string) {
  const orders = container.resolve(Modules.ORDER)
  const fact = { order_id, reference: "refund", reference_id: request.refund_id! }
  if (!(await orders.listOrderTransactions(fact, { select: ["id"], take: 1 })).length) {
    const amount = MathBN.mult(toMajorUnits(request.amount_cents), -1)
    await orders.addOrderTransactions({ ...fact, amount, currency_code: request.currency_code } as never)
  }
}

/**
 * What is given back beyond what the shop owes lowers the order's total, as in Medusa's workflow; its reference makes
 * that happen once. Before the transaction, because the shop owes nothing more once that is there.
 */
async function lowerWhatIsOwed(container: MedusaContainer, request: RefundRequestDTO, order_id: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "status", "summary", "credit_lines.reference_id", "transactions.reference_id"],
    filters: { id: order_id },
  })
  const order: any = data[0]
  const isBooked = (rows: any[] = []) => rows.some((row) => row?.reference_id === request.refund_id)
  if (!order || order.status === "canceled" || isBooked(order.credit_lines) || isBooked(order.transactions)) {
    return
  }
  const difference = order.summary?.raw_pending_difference ?? order.summary?.pending_difference ?? 0
  const owed = MathBN.lt(difference, 0) ? MathBN.mult(difference, -1) : MathBN.convert(0)
  const amount = MathBN.sub(toMajorUnits(request.amount_cents), owed)
  if (MathBN.gt(amount, 0)) {
    // Medusa does not export this one; its engine knows it by name.
    await container.resolve(Modules.WORKFLOW_ENGINE).run("create-order-refund-credit-lines", {
      input: { order_id, amount, reference: "payments_refund", referenceId: request.refund_id! },
    })
  }
}

/** Takes Medusa's refund back: nothing went back after all. What of it is gone already stays gone. */
export async function unbookInMedusa(container: MedusaContainer, request: RefundRequestDTO): Promise<void> {
  const payment = await paymentModule(container).retrievePayment(request.payment_id, { relations: ["refunds"] })
  if (payment.refunds?.some(({ id }: { id: string }) => id === request.refund_id)) {
    await paymentInternals(container).deleteRefunds([request.refund_id!])
  }
  const orders = container.resolve(Modules.ORDER)
  if (request.order_id) {
    const fact = { order_id: request.order_id, reference: "refund", reference_id: request.refund_id! }
    const transactions = await orders.listOrderTransactions(fact, { select: ["id"] })
    if (transactions.length) {
      await orders.deleteOrderTransactions(transactions.map(({ id }) => id))
    }
  }
  await paymentInternals(container).maybeUpdatePaymentCollection_(payment.payment_collection_id)
}
