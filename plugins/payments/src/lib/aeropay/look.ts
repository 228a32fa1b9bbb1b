import type { AeropayPaymentDTO } from "../../types"
import { resolveSent } from "./authorize"
import { finishCancel, isCancelOpen } from "./cancel"
import { noteCaptured, noteNotCaptured } from "./capture"
import { inMinutes, type Desk } from "./desk"
import type { Trace } from "./entries"
import { notePreauth, noteTransaction } from "./notes"
import { lookAtRefund, refundFailed } from "./refund"

type Row = AeropayPaymentDTO

/**
 * Learns from Aeropay how a payment stands, and finishes what was begun: an answer that was not heard, a cancelation, a
 * refund. What Aeropay does not answer stays for the next time. `isWanted` is whether the order still waits for it.
 * `isHeard` says that Aeropay left nothing unanswered: then nothing but Medusa is left to be brought into line.
 */
export async function lookAtPayment(
  desk: Desk,
  sessionId: string,
  isWanted: boolean,
  told?: Trace
): Promise<{ row: Row; isHeard: boolean }> {
  const row = (await desk.rows.paymentOf(sessionId))!
  const seen = await statusThere(desk, row, isWanted && !row.is_cancel_wanted, told)
  let now = seen ?? (await lookLater(desk, row, 2))
  for (const reversal of await desk.rows.listAeropayRefunds({ payment_session_id: sessionId })) {
    if (["sent", "queued", "created", "paid"].includes(reversal.status)) {
      const after = await lookAtRefund(desk, now, reversal)
      if (["refused", "abandoned", "returned"].includes(after.status)) {
        await refundFailed(now, after)
      }
    }
  }
  now = (await desk.rows.paymentOf(sessionId)) ?? now
  if (!isCancelOpen(now)) {
    return { row: now, isHeard: !!seen }
  }
  try {
    return { row: await finishCancel(desk, now), isHeard: false }
  } catch {
    return { row: await lookLater(desk, now, 5), isHeard: false }
  }
}

const lookLater = ({ rows }: Desk, row: Row, minutes: number) =>
  rows.changePayment(row.payment_session_id, () => ({ next_check_at: inMinutes(minutes) }))

/** The payment as Aeropay has it; nothing when that could not be learned. */
async function statusThere(desk: Desk, row: Row, isWanted: boolean, told?: Trace): Promise<Row | undefined> {
  const { client } = desk.rows
  const trace = (operation: string): Trace => told ?? { source: "read", operation }
  if (row.transaction_id) {
    const outcome = await client.retrieveTransaction(row.transaction_id)
    return outcome.ok ? await noteTransaction(desk, row, outcome.value, trace("transaction")) : undefined
  }
  if (row.status === "sent" && !row.preauth_id) {
    return await resolved(desk, row, isWanted)
  }
  if (row.preauth_id && row.status !== "canceled" && row.status !== "expired") {
    const outcome = await client.retrievePreauth(row.preauth_id)
    if (!outcome.ok) {
      return undefined
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

/** A decline is an end like any other here: it is thrown for the shopper, and she is not there. */
async function resolved(desk: Desk, row: Row, isWanted: boolean): Promise<Row> {
  try {
    return await resolveSent(desk, row, { isWanted })
  } catch (error) {
    const now = await desk.rows.paymentOf(row.payment_session_id)
    if (now?.status !== "declined") {
      throw error
    }
    return now
  }
}

/** Nothing when it is known to be taken, and not by which transaction. */
async function captured(desk: Desk, row: Row, trace: Trace): Promise<Row | undefined> {
  try {
    return await noteCaptured(desk, row, trace)
  } catch {
    return undefined
  }
}
