import type { AeropayPaymentDTO } from "../../types"
import { book, compareTotals, inMinutes, type Desk } from "./desk"
import { captureEntry, holdEntry, releaseEntry, returnEntry, voidEntry, type Trace } from "./entries"
import type { AeropayPreauth, AeropayTransaction } from "./wire"

type Row = AeropayPaymentDTO

/** From nothing to an end. What is known of a payment never goes back, in whatever order it is learned. */
const RANK: Record<Row["status"], number> = {
  open: 0,
  declined: 0,
  sent: 1,
  authorized: 2,
  canceled: 3,
  expired: 3,
  captured: 4,
  voided: 5,
}

export const isFurther = (status: Row["status"], than: Row["status"]) => RANK[status] > RANK[than]

const HOLD_STATUS: Record<string, Row["status"]> = {
  live: "authorized",
  canceled: "canceled",
  expired: "expired",
}

/** Takes over what a hold is. A captured one is for `noteTransaction`. */
export async function notePreauth(desk: Desk, row: Row, preauth: AeropayPreauth, trace: Trace): Promise<Row> {
  const status = HOLD_STATUS[preauth.status] ?? "sent"
  const isNew = !row.authorized_cents
  const after = await desk.rows.changePayment(row.payment_session_id, (now) => ({
    ...(isFurther(status, now.status) && { status, code: null }),
    preauth_id: preauth.id,
    authorized_cents: now.authorized_cents ?? preauth.amount.amount,
    expires_at: preauth.expiryDate ? new Date(preauth.expiryDate) : now.expires_at,
    next_check_at: nextCheckOfHold(desk, preauth),
  }))
  const isGone = preauth.status === "canceled" || preauth.status === "expired"
  await book(desk, [holdEntry(after, preauth, trace), ...(isGone ? [releaseEntry(after, preauth, trace)] : [])])
  if (isNew) {
    await compareTotals(after, row.amount_cents, preauth.amount.amount, "holds")
  }
  return after
}

function nextCheckOfHold({ rows }: Desk, { status, expiryDate }: AeropayPreauth): Date | null {
  if (status === "canceled" || status === "expired") {
    return null
  }
  if (status !== "live") {
    return inMinutes(2)
  }
  const warnAt = expiryDate && new Date(Date.parse(expiryDate) - rows.options.expiryWarningHours * 3_600_000)
  return warnAt ? (warnAt > inMinutes(1) ? warnAt : new Date(expiryDate)) : inMinutes(24 * 60)
}

/** Takes over what the transaction is that took the money. */
export async function noteTransaction(
  desk: Desk,
  row: Row,
  transaction: AeropayTransaction,
  trace: Trace,
  asked = row.captured_cents
): Promise<Row> {
  const isVoid = transaction.status === "void"
  const isNew = row.captured_cents === null
  const after = await desk.rows.changePayment(row.payment_session_id, (now) => {
    const status = isVoid ? ("voided" as const) : ("captured" as const)
    return {
      ...(isFurther(status, now.status) && { status, code: null }),
      transaction_id: transaction.id,
      transaction_status: transaction.status,
      captured_cents: now.captured_cents ?? transaction.amount.amount,
      ...(transaction.returnCode && { code: transaction.returnCode }),
      // No topic tells when it has cleared; nothing hangs on it either.
      next_check_at: null,
    }
  })
  const isReturned = transaction.status === "declined" || transaction.status === "resolved"
  await book(desk, [
    captureEntry(after, transaction, trace),
    ...(isReturned ? [returnEntry(after, { ...transaction, status: "declined" }, trace)] : []),
    ...(transaction.status === "resolved" ? [returnEntry(after, transaction, trace)] : []),
    ...(isVoid ? await voidedElsewhere(desk, after, transaction, trace) : []),
  ])
  if (isNew && asked !== null) {
    await compareTotals(after, asked, transaction.amount.amount, "took")
  }
  return after
}

/** What no refund of ours voided: somebody did it in Aeropay's portal. */
async function voidedElsewhere({ rows }: Desk, row: Row, transaction: AeropayTransaction, trace: Trace) {
  const refunds = await rows.listAeropayRefunds({ payment_session_id: row.payment_session_id })
  if (refunds.some(({ status }) => status === "sent")) {
    return []
  }
  const ours = refunds.filter(({ status }) => status === "voided").reduce((sum, { cents }) => sum + cents, 0)
  const cents = (row.captured_cents ?? transaction.amount.amount) - ours
  return cents > 0 ? [voidEntry(row, transaction, cents, trace)] : []
}
