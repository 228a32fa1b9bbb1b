import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import { toCents } from "./money"

/** Where the money of one payment session stands in Medusa. */
export type PaymentState = {
  session: { id: string; status: string; payment_collection_id: string }
  payment: { id: string; captured_at: Date | null; canceled_at: Date | null } | null
  captured_cents: number
  /** Captures that the order's transactions do not name yet. */
  missing_transactions: string[]
  /** The collection counts another sum than its payments were captured for: a crash came between the two. */
  is_collection_stale: boolean
  order: { id: string; status: string } | null
}

const SESSION_FIELDS = [
  "id",
  "status",
  "payment_collection_id",
  "payment_collection.captured_amount",
  "payment.id",
  "payment.captured_at",
  "payment.canceled_at",
  "payment.captures.id",
  "payment.captures.amount",
]

const ORDER_FIELDS = ["id", "status", "transactions.reference", "transactions.reference_id"]

/** Reads the states of many sessions in two queries. A session or an order that is gone is left out or `null`. */
export async function readPaymentStates(
  container: MedusaContainer,
  rows: { payment_session_id: string; order_id: string }[]
): Promise<Map<string, PaymentState>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: sessions } = await query.graph({
    entity: "payment_session",
    fields: SESSION_FIELDS,
    filters: { id: rows.map(({ payment_session_id }) => payment_session_id) },
  })
  const { data: orders } = await query.graph({
    entity: "order",
    fields: ORDER_FIELDS,
    filters: { id: rows.map(({ order_id }) => order_id) },
  })

  const states = new Map<string, PaymentState>()
  for (const { payment_session_id, order_id } of rows) {
    const session = sessions.find(({ id }: { id: string }) => id === payment_session_id)
    const order = orders.find(({ id }: { id: string }) => id === order_id)
    if (session) {
      states.set(payment_session_id, toState(session, order))
    }
  }
  return states
}

function toState(session: any, order: any): PaymentState {
  const captures: { id: string; amount: BigNumberInput }[] = session.payment?.captures ?? []
  const known = new Set(
    (order?.transactions ?? [])
      .filter((transaction: any) => transaction?.reference === "capture")
      .map((transaction: any) => transaction.reference_id)
  )
  const captured = captures.reduce((sum, { amount }) => MathBN.add(sum, amount), MathBN.convert(0))
  const { id, status, payment_collection_id, payment } = session
  return {
    session: { id, status, payment_collection_id },
    payment: payment ? { id: payment.id, captured_at: payment.captured_at, canceled_at: payment.canceled_at } : null,
    captured_cents: toCents(captured),
    missing_transactions: order ? captures.map((capture) => capture.id).filter((capture) => !known.has(capture)) : [],
    is_collection_stale: MathBN.lt(session.payment_collection?.captured_amount ?? 0, captured),
    order: order ? { id: order.id, status: order.status } : null,
  }
}

/** Captured, and everybody who counts has counted it. */
export const isWhole = (state: PaymentState, capturedCents: number) =>
  state.captured_cents === capturedCents &&
  (capturedCents === 0 || !!state.payment?.captured_at) &&
  !state.missing_transactions.length &&
  !state.is_collection_stale
