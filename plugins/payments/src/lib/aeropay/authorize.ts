import { MedusaError } from "@medusajs/framework/utils"
import { clock } from "@rise-via/core"
import type { AeropayPaymentDTO } from "../../types"
import type { GatewayOutcome } from "../../types/gateway"
import { book, inMinutes, type Desk } from "./desk"
import { failedEntry, type Trace } from "./entries"
import { UNAVAILABLE } from "./errors"
import { preauthOf, saleOf } from "./find"
import { keyOf } from "./keys"
import { notePreauth, noteTransaction } from "./notes"
import type { AeropayPreauth, AeropayTransaction } from "./wire"

type Row = AeropayPaymentDTO
type Failure = Extract<GatewayOutcome<unknown>, { ok: false }>

export type AuthorizeInput = { sessionId: string; cents: number; flow: Row["flow"] }

/** Aeropay remembers a key for a day; after that a repeat would be a second payment. */
const MEMORY_MS = 23 * 3_600_000

const RESTARTABLE: Row["status"][] = ["open", "declined", "canceled", "expired", "voided"]

/**
 * Holds or takes the money of a session, once. What was asked before and not heard is looked up first, and then asked
 * for again under the same key; whatever is not certain is left as `sent`, never given up.
 */
export async function authorize(desk: Desk, input: AuthorizeInput): Promise<Row> {
  const before = await desk.rows.paymentOf(input.sessionId)
  if (!before) {
    throw new MedusaError(MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR, "Please choose Aeropay again.")
  }
  if (before.status === "sent") {
    return await resolveSent(desk, before, { isWanted: true })
  }
  if (!RESTARTABLE.includes(before.status)) {
    return before
  }
  const payer = await payerOf(desk, before)
  const flow = (await desk.risk?.isHeldForReview(input.sessionId)) ? ("preauth" as const) : input.flow
  const row = await desk.rows.changePayment(input.sessionId, (now) => {
    if (!RESTARTABLE.includes(now.status)) {
      return {}
    }
    const attempt = now.idempotency_key && now.status !== "open" ? now.attempt + 1 : now.attempt
    const facts = { cents: input.cents, bankAccountId: payer.bank_account_id, attempt }
    return {
      ...payer,
      ...NOTHING_KNOWN,
      flow,
      attempt,
      status: "sent",
      amount_cents: input.cents,
      idempotency_key: keyOf(flow, input.sessionId, facts),
      sent_at: clock.now(),
      next_check_at: inMinutes(1),
    }
  })
  // Somebody else is at it when it was not ours to start; the key makes his request and this one the same.
  return await ask(desk, row, { isFirst: row.idempotency_key !== before.idempotency_key || before.status === "open" })
}

const NOTHING_KNOWN = {
  preauth_id: null,
  transaction_id: null,
  transaction_status: null,
  authorized_cents: null,
  captured_cents: null,
  code: null,
  expires_at: null,
  is_cancel_wanted: false,
}

/**
 * Finds out what became of a request whose answer was not heard. While it is wanted it may be asked for again under its
 * key, which makes no second payment; what nobody wants any more, or is too old for that, is only looked for.
 */
export async function resolveSent(desk: Desk, row: Row, { isWanted }: { isWanted: boolean }): Promise<Row> {
  const trace: Trace = { source: "read", operation: row.flow === "sale" ? "transactionSearch" : "preauthTransactions" }
  const found =
    row.flow === "sale"
      ? await saleOf(desk, row)
      : row.preauth_id
        ? await knownPreauth(desk, row.preauth_id)
        : await preauthOf(desk, row)
  if (found) {
    return row.flow === "sale"
      ? await noteTransaction(desk, row, found as AeropayTransaction, trace, row.amount_cents)
      : await notePreauth(desk, row, found as AeropayPreauth, trace)
  }
  const age = clock.now().getTime() - (row.sent_at ?? row.created_at).getTime()
  if (isWanted && age < MEMORY_MS) {
    return await ask(desk, row, { isFirst: false })
  }
  // An answer that there is none counts when whatever was on its way must have arrived.
  if (found === null && age > 10 * 60_000) {
    return await giveUp(desk, row, { outcome: "failed", code: "not_found" }, trace)
  }
  return await desk.rows.changePayment(row.payment_session_id, () => ({ next_check_at: inMinutes(5) }))
}

async function knownPreauth({ rows }: Desk, id: string) {
  const outcome = await rows.client.retrievePreauth(id)
  return outcome.ok ? outcome.value : undefined
}

async function ask(desk: Desk, row: Row, { isFirst }: { isFirst: boolean }): Promise<Row> {
  const { client } = desk.rows
  const debit = {
    userId: row.aeropay_user_id!,
    cents: row.amount_cents,
    bankAccountId: row.bank_account_id!,
    referenceId: row.payment_session_id,
    key: row.idempotency_key!,
  }
  const isSale = row.flow === "sale"
  const outcome = isSale ? await client.sale(debit) : await client.preauth(debit)
  const trace: Trace = {
    source: "asked",
    operation: isSale ? "transaction" : "preauthTransaction",
    correlation_id: outcome.attempt_id || null,
    request: { amount_cents: debit.cents, bank_account_id: debit.bankAccountId, reference_id: debit.referenceId },
    response: outcome.ok ? outcome.value : { code: outcome.code, kind: outcome.kind },
  }
  if (outcome.ok) {
    return isSale
      ? await noteSale(desk, row, outcome.value as AeropayTransaction, trace)
      : await noteHold(desk, row, outcome.value as AeropayPreauth, trace)
  }
  return await refused(desk, row, outcome, trace, isFirst)
}

async function noteHold(desk: Desk, row: Row, preauth: AeropayPreauth, trace: Trace): Promise<Row> {
  if (preauth.status === "completed") {
    return await desk.rows.changePayment(row.payment_session_id, () => ({
      preauth_id: preauth.id,
      next_check_at: clock.now(),
    }))
  }
  return await notePreauth(desk, row, preauth, trace)
}

/** Of an instant payment the customer's approval is still to come; our own requests never ask for one. */
async function noteSale(desk: Desk, row: Row, transaction: AeropayTransaction, trace: Trace): Promise<Row> {
  return await noteTransaction(desk, row, transaction, trace, row.amount_cents)
}

async function refused(desk: Desk, row: Row, failure: Failure, trace: Trace, isFirst: boolean): Promise<Row> {
  if (failure.kind === "transient" && isFirst) {
    // It was never sent, and nothing was before it.
    await book(desk, [failedEntry(row, kindOf(row), factOf(row, "failed", failure.code ?? failure.kind), trace)])
    await desk.rows.changePayment(row.payment_session_id, () => ({ status: "open", next_check_at: null }))
    throw new MedusaError(MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR, failure.message, failure.code)
  }
  if (failure.kind === "unknown" || failure.kind === "transient" || failure.code === "AP314") {
    await book(desk, [failedEntry(row, kindOf(row), factOf(row, "unknown", failure.code), trace)])
    return await desk.rows.changePayment(row.payment_session_id, () => ({ next_check_at: inMinutes(1) }))
  }
  // Only the bank and Aeropay's rules decline; keys that are wrong, or a bank to be linked again, say nothing of it.
  const outcome = failure.kind === "declined" || failure.kind === "blocked" ? "declined" : "failed"
  await giveUp(desk, row, { outcome, code: failure.code ?? failure.kind }, trace, isFirst)
  const type =
    failure.kind === "relink"
      ? MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR
      : MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR
  throw new MedusaError(type, failure.message, failure.code)
}

type End = { outcome: "declined" | "failed"; code: string }

/** `isTold` is whether the shopper's checkout hears of it; else an order may stand there without money. */
async function giveUp(desk: Desk, row: Row, { outcome, code }: End, trace: Trace, isTold = false) {
  const next_check_at = isTold ? null : inMinutes(2)
  const after = await desk.rows.changePayment(row.payment_session_id, (now) =>
    now.status === "sent" ? { status: "declined", code, next_check_at } : {}
  )
  await book(desk, [failedEntry(row, kindOf(row), factOf(row, outcome, code), trace)])
  return after
}

const kindOf = ({ flow }: Row) => (flow === "sale" ? ("capture" as const) : ("authorization" as const))

const factOf = (row: Row, outcome: End["outcome"] | "unknown", code?: string) => ({
  outcome,
  cents: row.amount_cents,
  key: row.idempotency_key,
  code,
})

/** Who pays, and from which account. Asked before anything is sent: a failure here moved nothing. */
async function payerOf({ rows }: Desk, row: Row): Promise<Pick<Row, "aeropay_user_id" | "bank_account_id">> {
  const wallet = row.customer_id ? await rows.walletOf(row.customer_id) : undefined
  const more = (message: string) => new MedusaError(MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR, message)
  if (!wallet || wallet.status === "pending") {
    throw more("Please connect your bank with Aeropay first.")
  }
  if (wallet.bank_account_id) {
    return { aeropay_user_id: wallet.aeropay_user_id, bank_account_id: wallet.bank_account_id }
  }
  const accounts = await rows.client.listAccounts(wallet.aeropay_user_id)
  if (!accounts.ok) {
    const { kind, message, code } = accounts
    throw kind === "relink"
      ? more(message)
      : new MedusaError(MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR, message || UNAVAILABLE, code)
  }
  const chosen = accounts.value.find(({ isSelected }) => isSelected) ?? accounts.value[0]
  if (!chosen) {
    throw more("Please connect a bank account first.")
  }
  return { aeropay_user_id: wallet.aeropay_user_id, bank_account_id: chosen.bankAccountId }
}
