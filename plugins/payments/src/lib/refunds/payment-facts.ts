import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN, MedusaError } from "@medusajs/framework/utils"
import type { RefundablePayment } from "../../types"

/** In the metadata of a refund of Medusa's: the request that made it. */
export const REQUEST_KEY = "payments_refund_request"

const FIELDS = [
  "id",
  "provider_id",
  "currency_code",
  "payment_session_id",
  "payment_collection_id",
  "captures.amount",
  "refunds.amount",
  "refunds.metadata",
]

/** What Medusa knows of a payment. Throws `NOT_FOUND`. */
export async function refundablePayment(container: MedusaContainer, paymentId: string): Promise<RefundablePayment> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "payment", fields: FIELDS, filters: { id: paymentId } })
  const payment: any = data[0]
  if (!payment) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Payment with id: ${paymentId} was not found`)
  }
  const { data: links } = await query.graph({
    entity: "order_payment_collection",
    fields: ["order_id"],
    filters: { payment_collection_id: payment.payment_collection_id },
  })
  const refunds: any[] = payment.refunds ?? []
  return {
    payment_id: payment.id,
    payment_session_id: payment.payment_session_id ?? null,
    payment_collection_id: payment.payment_collection_id,
    order_id: (links[0] as any)?.order_id ?? null,
    provider_id: payment.provider_id,
    currency_code: payment.currency_code,
    captured_cents: centsOf(payment.captures ?? []),
    refunded_cents: centsOf(refunds),
    foreign_refunded_cents: centsOf(refunds.filter(({ metadata }) => !metadata?.[REQUEST_KEY])),
  }
}

const centsOf = (rows: { amount: any }[]) =>
  rows.reduce((sum, { amount }) => sum + MathBN.mult(amount, 100).decimalPlaces(0).toNumber(), 0)
