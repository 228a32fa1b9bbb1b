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

/** What is new stays due until Medusa has been brought into line: whoever learned it may be killed before. */
const MEDUSA_MINUTES = 2

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
    ...(isFurther(status, now.status) && { status, code: null, next_check_at: inMinutes(MEDUSA_MINUTES) }),
    preauth_id: preauth.id,
    authorized_cents: now.authorized_cents ?? preauth.amount.amount,
    expires_at: preauth.expiryDate ? new Date(preauth.expiryDate) : now.expires_at,
    ...(preauth.status === "pending" && { next_check_at: inMinutes(2) }),
  }))
  const isGone = preauth.status === "canceled" || preauth.status === "expired"
  await book(desk, [holdEntry(after, preauth, trace), ...(isGone ? [releaseEntry(after, preauth, trace)] : [])])
  if (isNew) {
    await compareTotals(after, row.amount_cents, preauth.amount.amount, "holds")
  }
  return after
}

/**
 * When a payment is looked at again that Aeropay has told of and Medusa knows of. A hold is before it runs out; no topic
 * tells when a payment has cleared, and nothing hangs on it either.
 */
export function nextCheckOf({ rows }: Desk, { status, expires_at }: Row): Date | null {
  if (status !== "authorized") {
    return null
  }
  const warnAt = expires_at && new Date(expires_at.getTime() - rows.options.expiryWarningHours * 3_600_000)
  return warnAt ? (warnAt > inMinutes(1) ? warnAt : expires_at) : inMinutes(24 * 60)
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
      ...(isFurther(status, now.status) && { status, code: null, next_check_at: inMinutes(MEDUSA_MINUTES) }),
      transaction_id: transaction.id,
      transaction_status: transaction.status,
      captured_cents: now.captured_cents ?? transaction.amount.amount,
      ...(transaction.returnCode && { code: transaction.returnCode }),
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
