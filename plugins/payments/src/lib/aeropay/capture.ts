import { clock } from "@rise-via/core"
import type { AeropayPaymentDTO } from "../../types"
import { money } from "../register-cases"
import { resolveSent } from "./authorize"
import { book, inMinutes, refusal, type Desk } from "./desk"
import { captureKey, failedEntry, lowerEntry, type Trace } from "./entries"
import { UNAVAILABLE } from "./errors"
import { transactionOfPreauth } from "./find"
import { notePreauth, noteTransaction } from "./notes"
import type { AeropayPreauth, AeropayTransaction } from "./wire"

type Row = AeropayPaymentDTO

export const IN_REVIEW =
  "This payment is in review. Its money is held, and can be captured when the review has cleared it."

/**
 * Takes what is held, or `cents` of it; the rest of the hold is let go. Capturing has no idempotency key: the hold is
 * looked at before, and after an answer that was not heard. Throws when nothing was taken or nobody can tell; what is
 * found out later is brought to Medusa then. `total` is what Medusa has captured of the payment, this time included.
 */
export async function capture(desk: Desk, sessionId: string, cents?: number, total = cents): Promise<Row> {
  let row = await desk.rows.paymentOf(sessionId)
  if (row?.status === "sent") {
    row = await resolveSent(desk, row, { isWanted: true })
  }
  if (!row || row.status === "open" || row.status === "declined") {
    throw refusal("Aeropay holds no money for this payment.")
  }
  if (row.status === "captured") {
    return sameAmount(row, total)
  }
  if (await desk.risk?.isHeldForReview(sessionId)) {
    throw refusal(IN_REVIEW)
  }
  if (row.status !== "authorized" || !row.preauth_id) {
    throw refusal(`The hold is ${row.status} at Aeropay. The shopper must pay again.`)
  }
  const preauth = await desk.rows.client.retrievePreauth(row.preauth_id)
  if (!preauth.ok) {
    throw refusal(preauth.message, preauth.code)
  }
  return await captureFound(desk, row, preauth.value, cents)
}

/** A hold is taken once: what was left of it is gone. */
function sameAmount(row: Row, cents: number | undefined): Row {
  if (cents !== undefined && row.captured_cents !== null && cents > row.captured_cents) {
    throw refusal(
      `Aeropay took ${money(row.captured_cents, row.currency_code)} of this payment; a hold can be taken once only.`
    )
  }
  return row
}

async function captureFound(desk: Desk, row: Row, preauth: AeropayPreauth, cents: number | undefined): Promise<Row> {
  if (preauth.status === "completed") {
    return sameAmount(await noteCaptured(desk, row, READ), cents)
  }
  if (preauth.status !== "live") {
    const after = await notePreauth(desk, row, preauth, READ)
    throw refusal(`The hold is ${after.status} at Aeropay. The shopper must pay again.`)
  }
  const held = preauth.amount.amount
  if (cents !== undefined && cents > held) {
    throw refusal(`Aeropay holds ${money(held, row.currency_code)} only.`)
  }
  if (cents !== undefined && cents < held) {
    await lowerHold(desk, row, held, cents)
  }
  return await ask(desk, row, cents ?? held)
}

/** Marks a payment of which nobody heard whether it was taken. */
const CAPTURE_UNKNOWN = "capture_unknown"

/** The hold is still there: what nobody had heard of did not happen. */
export async function noteNotCaptured(desk: Desk, row: Row): Promise<void> {
  if (row.code !== CAPTURE_UNKNOWN) {
    return
  }
  const cents = row.authorized_cents ?? row.amount_cents
  await book(desk, [failedEntry(row, "capture", { outcome: "failed", cents, key: captureKey(row) }, READ)])
  await desk.rows.changePayment(row.payment_session_id, () => ({ code: null }))
}

const READ: Trace = { source: "read", operation: "preauthTransaction" }

/** Setting an amount is safe to repeat, so an unheard answer is simply looked at. */
export async function lowerHold(desk: Desk, row: Row, before: number, cents: number): Promise<void> {
  const { client } = desk.rows
  let outcome = await client.updatePreauth(row.preauth_id!, cents)
  if (!outcome.ok && outcome.kind === "unknown") {
    outcome = await client.retrievePreauth(row.preauth_id!)
  }
  if (!outcome.ok || outcome.value.amount.amount !== cents) {
    throw outcome.ok ? refusal(UNAVAILABLE) : refusal(outcome.message, outcome.code)
  }
  const correlation_id = outcome.attempt_id || null
  await book(desk, [
    lowerEntry(row, outcome.value, before, { source: "asked", operation: "updatePreauthTransaction", correlation_id }),
  ])
}

async function ask(desk: Desk, row: Row, cents: number): Promise<Row> {
  const outcome = await desk.rows.client.capturePreauth(row.preauth_id!)
  const trace: Trace = {
    source: "asked",
    operation: "capturePreauthTransaction",
    correlation_id: outcome.attempt_id || null,
    request: { id: row.preauth_id },
    response: outcome.ok ? outcome.value : { code: outcome.code, kind: outcome.kind },
  }
  if (outcome.ok) {
    // Aeropay's pages disagree whether the new transaction is answered, or the hold once more.
    const isTransaction = outcome.value.id !== row.preauth_id && outcome.value.status !== "live"
    return isTransaction
      ? await noteTransaction(desk, row, outcome.value, trace, cents)
      : await noteCaptured(desk, row, trace, cents)
  }
  if (outcome.code === "AP312") {
    return await noteCaptured(desk, row, trace, cents, /#\s*([0-9a-f-]{36})/i.exec(outcome.message)?.[1])
  }
  const isUnknown = outcome.kind === "unknown"
  if (isUnknown) {
    const preauth = await desk.rows.client.retrievePreauth(row.preauth_id!)
    if (preauth.ok && preauth.value.status === "completed") {
      return await noteCaptured(desk, row, { ...READ, correlation_id: trace.correlation_id }, cents)
    }
  }
  await book(desk, [
    failedEntry(
      row,
      "capture",
      {
        outcome: isUnknown ? "unknown" : outcome.kind === "transient" ? "failed" : "declined",
        cents,
        key: captureKey(row),
        code: outcome.code,
      },
      trace
    ),
  ])
  await desk.rows.changePayment(row.payment_session_id, () => ({
    next_check_at: inMinutes(1),
    ...(isUnknown && { code: CAPTURE_UNKNOWN }),
  }))
  throw isUnknown
    ? refusal("Aeropay did not answer. It is asked again in a minute; please look at the payment then.")
    : refusal(outcome.message, outcome.code)
}

/** The hold was taken; learns by which transaction. Without an answer it stays to be looked at. */
export async function noteCaptured(
  desk: Desk,
  row: Row,
  trace: Trace,
  cents: number | null = null,
  transactionId?: string
): Promise<Row> {
  const found = transactionId ? await known(desk, transactionId) : await transactionOfPreauth(desk, row)
  if (found) {
    return await noteTransaction(desk, row, found, trace, cents)
  }
  await book(desk, [
    failedEntry(row, "capture", { outcome: "unknown", cents: cents ?? 0, key: captureKey(row) }, trace),
  ])
  await desk.rows.changePayment(row.payment_session_id, () => ({ next_check_at: clock.now() }))
  throw refusal("Aeropay has taken the money and did not say by which transaction. It is asked again in a minute.")
}

async function known({ rows }: Desk, id: string): Promise<AeropayTransaction | undefined> {
  const outcome = await rows.client.retrieveTransaction(id)
  return outcome.ok ? outcome.value : undefined
}
