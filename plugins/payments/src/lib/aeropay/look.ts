import { openCase } from "@rise-via/core"
import type { AeropayPaymentDTO } from "../../types"
import { resolveSent } from "./authorize"
import { finishCancel } from "./cancel"
import { noteCaptured, noteNotCaptured } from "./capture"
import { inMinutes, type Desk } from "./desk"
import type { Trace } from "./entries"
import { notePreauth, noteTransaction } from "./notes"
import { lookAtRefund } from "./refund"

type Row = AeropayPaymentDTO

/**
 * Learns from Aeropay how a payment stands, and finishes what was begun: an answer that was not heard, a cancelation, a
 * refund. What Aeropay does not answer stays for the next time. `isWanted` is whether the order still waits for it.
 */
export async function lookAtPayment(desk: Desk, sessionId: string, isWanted: boolean, told?: Trace): Promise<Row> {
  const row = (await desk.rows.paymentOf(sessionId))!
  let now = await statusThere(desk, row, isWanted && !row.is_cancel_wanted, told)
  for (const reversal of await desk.rows.listAeropayRefunds({ payment_session_id: sessionId })) {
    if (["sent", "queued", "created"].includes(reversal.status)) {
      const after = await lookAtRefund(desk, now, reversal)
      if (["refused", "abandoned", "returned"].includes(after.status)) {
        await refundFailed(now, after)
      }
    }
  }
  now = (await desk.rows.paymentOf(sessionId)) ?? now
  if (!now.is_cancel_wanted) {
    return now
  }
  try {
    return await finishCancel(desk, now)
  } catch {
    return await desk.rows.changePayment(sessionId, () => ({ next_check_at: inMinutes(5) }))
  }
}

async function statusThere(desk: Desk, row: Row, isWanted: boolean, told?: Trace): Promise<Row> {
  const { client } = desk.rows
  const trace = (operation: string): Trace => told ?? { source: "read", operation }
  const later = () => desk.rows.changePayment(row.payment_session_id, () => ({ next_check_at: inMinutes(2) }))
  if (row.transaction_id) {
    const outcome = await client.retrieveTransaction(row.transaction_id)
    return outcome.ok ? await noteTransaction(desk, row, outcome.value, trace("transaction")) : await later()
  }
  if (row.status === "sent" && !row.preauth_id) {
    return await resolveSent(desk, row, { isWanted })
  }
  if (row.preauth_id && row.status !== "canceled" && row.status !== "expired") {
    const outcome = await client.retrievePreauth(row.preauth_id)
    if (!outcome.ok) {
      return await later()
    }
    if (outcome.value.status === "live") {
      await noteNotCaptured(desk, row)
    }
    return outcome.value.status === "completed"
      ? await captured(desk, row, trace("preauthTransaction"))
      : await notePreauth(desk, row, outcome.value, trace("preauthTransaction"))
  }
  return row
}

async function captured(desk: Desk, row: Row, trace: Trace): Promise<Row> {
  try {
    return await noteCaptured(desk, row, trace)
  } catch {
    // It is known to be taken, and not by which transaction.
    return (await desk.rows.paymentOf(row.payment_session_id)) ?? row
  }
}

async function refundFailed(
  row: Row,
  reversal: { refund_id: string; status: string; cents: number; code: string | null }
) {
  await openCase(null, {
    kind: "payments.refund_failed",
    key: `${reversal.refund_id}:${reversal.status}`,
    summary: `Aeropay did not give back what Medusa has as a refund (${reversal.status}). Pay it back another way.`,
    subject: { type: "payment_session", id: row.payment_session_id },
    details: { refund_id: reversal.refund_id, cents: reversal.cents, code: reversal.code },
  })
}
