import type { MedusaContainer } from "@medusajs/framework/types"
import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import { clock, openCase } from "@rise-via/core"
import type { AeropayPaymentDTO } from "../../types"
import { resolveSubjects } from "../ledger/subjects"
import { readPaymentStates, type PaymentState } from "../payment-state"
import { money } from "../register-cases"
import { settlePayment } from "../settle-payment"
import { cancel } from "./cancel"
import { inMinutes, type Desk } from "./desk"
import { isUndone } from "./refund"

type Row = AeropayPaymentDTO

/** Whoever completes the cart is at it; a server that was killed there is not. */
const CHECKOUT_MS = 2 * 60_000
/** A hold for a cart that nobody completes is let go. */
const ABANDONED_MS = 30 * 60_000

/**
 * Brings Medusa to what Aeropay says of a payment: a payment that was promised is made, what was taken is captured, and
 * what people must decide becomes a case. Looks at what is there and adds what is missing, so it may be cut off anywhere.
 */
export async function alignWithMedusa(container: MedusaContainer, desk: Desk, row: Row): Promise<void> {
  const { payment_session_id: sessionId } = row
  const [subject] = await resolveSubjects(container, { id: [sessionId] })
  const ids = { payment_session_id: sessionId, order_id: subject?.order_id ?? "" }
  const state = (await readPaymentStates(container, [ids])).get(sessionId)
  const isMoneyThere = row.status === "authorized" || row.status === "captured"

  if (isMoneyThere && (!state || isGivenUp(state))) {
    await cancel(desk, sessionId)
    return
  }
  if (!state || row.is_cancel_wanted || (await isUndone(desk, row))) {
    return
  }
  if (!state.order && isMoneyThere) {
    await withoutOrder(container, desk, row)
    return
  }
  if (state.order && row.status === "authorized") {
    await authorized(container, row, state)
  }
  if (state.order && row.status === "captured") {
    const { amount_cents } = row
    // Never more than the shopper agreed to; that Aeropay took more is a case of its own.
    const captured_cents = Math.min(row.captured_cents ?? amount_cents, amount_cents)
    await settlePayment(container, { ...ids, amount_cents, captured_cents, pos_total_cents: captured_cents })
    await returned(row, state.order.id)
  }
  if (state.order && state.order.status !== "canceled") {
    await gone(desk, row, state)
  }
}

/** The order was canceled before Medusa had the money, so nobody gave it back. */
const isGivenUp = ({ order, payment, captured_cents }: PaymentState) =>
  order?.status === "canceled" ? captured_cents === 0 : !!payment?.canceled_at && captured_cents === 0

async function authorized(container: MedusaContainer, row: Row, { session, payment, order }: PaymentState) {
  if (!payment && session.status === "pending_authorization") {
    const data = { session_id: session.id, amount: undefined as never }
    await processPaymentWorkflow(container).run({ input: { action: "authorized", data } })
  }
  const expiresAt = row.expires_at && new Date(row.expires_at)
  if (expiresAt && expiresAt.getTime() - clock.now().getTime() < 12 * 3_600_000) {
    await openCase(null, {
      kind: "payments.hold_expires",
      key: row.preauth_id!,
      summary: `The hold of ${money(row.authorized_cents ?? 0, row.currency_code)} at Aeropay runs out soon and was not captured.`,
      subject: { type: "order", id: order!.id },
      details: { expires_at: expiresAt.toISOString(), payment_session_id: row.payment_session_id },
    })
  }
}

/** Money for a cart that is no order yet: the checkout is still at it, or was cut off. */
async function withoutOrder(container: MedusaContainer, desk: Desk, row: Row) {
  const age = clock.now().getTime() - new Date(row.sent_at ?? row.created_at).getTime()
  const later = (minutes: number) =>
    desk.rows.changePayment(row.payment_session_id, () => ({ next_check_at: inMinutes(minutes) }))
  if (age < CHECKOUT_MS) {
    await later(3)
    return
  }
  if (row.status === "authorized") {
    await (age < ABANDONED_MS ? later(15) : cancel(desk, row.payment_session_id))
    return
  }
  const data = { session_id: row.payment_session_id, amount: undefined as never }
  await processPaymentWorkflow(container).run({ input: { action: "captured", data } })
  const [subject] = await resolveSubjects(container, { id: [row.payment_session_id] })
  if (!subject?.order_id) {
    await openCase(null, {
      kind: "payments.paid_without_order",
      key: row.payment_session_id,
      summary: `Aeropay took ${money(row.captured_cents ?? 0, row.currency_code)} for a cart that could not become an order. Give it back, or complete the cart.`,
      subject: { type: "payment_session", id: row.payment_session_id },
      details: { transaction_id: row.transaction_id },
    })
  }
}

/** The bank took it back. Medusa keeps its capture: Aeropay guarantees it, and collects it from the shopper. */
async function returned(row: Row, orderId: string) {
  if (row.transaction_status === "declined") {
    await openCase(null, {
      kind: "payments.ach_return",
      key: row.transaction_id!,
      summary: `The shopper's bank returned the payment${row.code ? ` (${row.code})` : ""}. Aeropay collects it; do not take it again.`,
      subject: { type: "order", id: orderId },
      details: { transaction_id: row.transaction_id, cents: row.captured_cents, code: row.code },
    })
  }
}

const GONE: Partial<Record<Row["status"], string>> = {
  declined: "Aeropay declined the payment after the order was placed.",
  canceled: "The hold at Aeropay was let go, and the order is not paid.",
  expired: "The hold at Aeropay ran out, and the order is not paid.",
}

async function gone(desk: Desk, row: Row, { order, captured_cents }: PaymentState) {
  const why = GONE[row.status] ?? (row.status === "voided" && captured_cents ? await voidedThere(desk, row) : undefined)
  if (why) {
    await openCase(null, {
      kind: `payments.payment_${row.status}`,
      key: `${row.payment_session_id}:${row.attempt}`,
      summary: `${why} Ask the shopper to pay another way, or cancel the order.`,
      subject: { type: "order", id: order!.id },
      details: { payment_session_id: row.payment_session_id, code: row.code },
    })
  }
}

/** What a refund of ours voided, Medusa knows. */
async function voidedThere({ rows }: Desk, row: Row) {
  const refunds = await rows.listAeropayRefunds({ payment_session_id: row.payment_session_id, status: "voided" })
  return refunds.length ? undefined : "The payment was voided at Aeropay."
}
