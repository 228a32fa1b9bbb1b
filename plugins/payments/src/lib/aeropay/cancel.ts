import { clock } from "@rise-via/core"
import type { AeropayPaymentDTO } from "../../types"
import { noteCaptured } from "./capture"
import { book, inMinutes, type Desk } from "./desk"
import { failedEntry, type Trace } from "./entries"
import { notePreauth } from "./notes"
import { attemptRefund, cancelationId, GIVEN_BACK, lookAtRefund, refundFailed } from "./refund"

type Row = AeropayPaymentDTO

/**
 * Lets go of what is held, and undoes what was taken. Safe to repeat. It never throws for Aeropay's sake: what could not
 * be done now is ours to finish, and is tried again until it is.
 */
export async function cancel(desk: Desk, sessionId: string): Promise<Row | undefined> {
  const row = await desk.rows.paymentOf(sessionId)
  if (!row || row.status === "open" || row.status === "declined" || isGone(row)) {
    return row
  }
  const wanted = await desk.rows.changePayment(sessionId, () => ({
    is_cancel_wanted: true,
    next_check_at: clock.now(),
  }))
  try {
    return await finishCancel(desk, wanted)
  } catch {
    return wanted
  }
}

const isGone = ({ status }: Row) => status === "canceled" || status === "expired" || status === "voided"

/** Something of a cancelation is left to do. */
export const isCancelOpen = (row: Row) => row.is_cancel_wanted && row.status !== "declined" && !isGone(row)

/** The next step of a cancelation. What was asked and not heard is looked up by others first. */
export async function finishCancel(desk: Desk, row: Row): Promise<Row> {
  if (row.status === "authorized" && row.preauth_id) {
    return await release(desk, row)
  }
  if (row.status === "captured") {
    return await undo(desk, row)
  }
  return row
}

async function release(desk: Desk, row: Row): Promise<Row> {
  const { client } = desk.rows
  const outcome = await client.cancelPreauth(row.preauth_id!)
  const trace: Trace = {
    source: "asked",
    operation: "cancelPreauthTransaction",
    correlation_id: outcome.attempt_id || null,
    request: { id: row.preauth_id },
    response: outcome.ok ? outcome.value : { code: outcome.code, kind: outcome.kind },
  }
  if (outcome.ok) {
    return await notePreauth(desk, row, { ...outcome.value, status: "canceled" }, trace)
  }
  if (outcome.code === "AP312") {
    const transactionId = /#\s*([0-9a-f-]{36})/i.exec(outcome.message)?.[1]
    return await undo(desk, await noteCaptured(desk, row, trace, null, transactionId))
  }
  const now = await client.retrievePreauth(row.preauth_id!)
  if (now.ok && now.value.status === "completed") {
    return await undo(desk, await noteCaptured(desk, row, { ...trace, source: "read" }))
  }
  if (now.ok && now.value.status !== "live") {
    return await notePreauth(desk, row, now.value, { ...trace, source: "read" })
  }
  await book(desk, [
    failedEntry(
      row,
      "void",
      {
        outcome: outcome.kind === "unknown" ? "unknown" : "failed",
        cents: row.authorized_cents ?? 0,
        key: `void:${row.preauth_id}`,
        code: outcome.code,
      },
      trace
    ),
  ])
  return await desk.rows.changePayment(row.payment_session_id, () => ({ next_check_at: inMinutes(1) }))
}

/** All that is left of what was taken. */
async function undo(desk: Desk, row: Row): Promise<Row> {
  const refunds = await desk.rows.listAeropayRefunds({ payment_session_id: row.payment_session_id })
  const refundId = cancelationId(row)
  const mine = refunds.find(({ refund_id }) => refund_id === refundId)
  const given = refunds
    .filter(({ status, refund_id }) => GIVEN_BACK.includes(status) && refund_id !== refundId)
    .reduce((sum, { cents }) => sum + cents, 0)
  const left = (row.captured_cents ?? 0) - given
  const done =
    mine?.status === "sent"
      ? await lookAtRefund(desk, row, mine)
      : left > 0
        ? await attemptRefund(desk, row.payment_session_id, refundId, left)
        : undefined
  if (done?.status === "refused") {
    await refundFailed(row, done)
  }
  return await desk.rows.changePayment(row.payment_session_id, () =>
    done?.status === "sent" ? { next_check_at: inMinutes(1) } : { is_cancel_wanted: false, next_check_at: null }
  )
}
