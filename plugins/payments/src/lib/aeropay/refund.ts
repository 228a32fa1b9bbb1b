import { clock, openCase } from "@rise-via/core"
import type { AeropayPaymentDTO, AeropayRefundDTO } from "../../types"
import type { GatewayOutcome } from "../../types/gateway"
import { book, inMinutes, refusal, type Desk } from "./desk"
import { refundEntries, type Trace } from "./entries"
import { keyOf } from "./keys"
import type { AeropayReversal, AeropayTransaction } from "./wire"

type Row = AeropayPaymentDTO
type Refund = AeropayRefundDTO
type Failure = Extract<GatewayOutcome<unknown>, { ok: false }>

/** Aeropay remembers a key for a day. */
const MEMORY_MS = 23 * 3_600_000

/** States in which the money is on its way back, or will be. */
export const GIVEN_BACK: Refund["status"][] = ["sent", "queued", "created", "paid", "voided"]

/**
 * Gives money back, or undoes a capture that was not debited yet: Aeropay decides which. The same refund is the same
 * request under one key and one id. An answer that was not heard leaves it as `sent`: it is ours to finish, and it is
 * asked for again under its key. Throws only when it was certainly not done.
 */
export async function refund(desk: Desk, sessionId: string, refundId: string, cents: number): Promise<Refund> {
  const after = await attemptRefund(desk, sessionId, refundId, cents)
  if (after.status === "refused") {
    throw refusal(after.message ?? "Aeropay did not take this refund.", after.code ?? undefined)
  }
  return after
}

/** As `refund`, and answers one that was refused instead of throwing. */
export async function attemptRefund(
  desk: Desk,
  sessionId: string,
  refundId: string,
  cents: number
): Promise<Refund & { message?: string }> {
  const row = await desk.rows.paymentOf(sessionId)
  if (!row?.transaction_id) {
    throw refusal("Aeropay has taken no money for this payment.")
  }
  const reversal = await desk.rows.openRefund({
    refund_id: refundId,
    payment_session_id: sessionId,
    transaction_id: row.transaction_id,
    uuid: keyOf("refund-id", refundId, { cents }),
    idempotency_key: keyOf("refund", refundId, { cents }),
    cents,
    next_check_at: inMinutes(1),
  })
  const isFirst = reversal.created_at.getTime() === reversal.updated_at.getTime()
  return reversal.status === "sent" ? await ask(desk, row, reversal, isFirst) : reversal
}

/** Looks where a refund stands. What nobody has heard of is asked for again under its key. */
export async function lookAtRefund(desk: Desk, row: Row, reversal: Refund): Promise<Refund> {
  const status = await statusThere(desk, row, reversal)
  if (status) {
    return await note(desk, row, reversal, { status }, { source: "read", operation: "refunds" })
  }
  if (reversal.status === "sent" && clock.now().getTime() - reversal.created_at.getTime() < MEMORY_MS) {
    return await ask(desk, row, reversal, false)
  }
  if (reversal.status === "sent") {
    await refundFailed(row, reversal)
  }
  return await desk.rows.updateAeropayRefunds({ id: reversal.id, next_check_at: inMinutes(60) })
}

/** Staff must pay it back another way; or look first, when Aeropay has not told for a day whether it did. */
export async function refundFailed(row: Row, { refund_id, status, cents, code }: Refund): Promise<void> {
  const what = isCancelation(refund_id)
    ? "what was taken for an order that was given up"
    : "what Medusa has as a refund"
  await openCase(null, {
    kind: "payments.refund_failed",
    key: `${refund_id}:${status}`,
    summary:
      status === "sent"
        ? `Aeropay does not tell whether it gave back ${what}. Look in its portal; if it did not, pay it back another way.`
        : `Aeropay did not give back ${what} (${status}). Pay it back another way.`,
    subject: { type: "payment_session", id: row.payment_session_id },
    details: { refund_id, cents, code },
  })
}

async function ask(desk: Desk, row: Row, reversal: Refund, isFirst: boolean): Promise<Refund & { message?: string }> {
  const { transaction_id: transactionId, cents, uuid, idempotency_key: key } = reversal
  const outcome = await desk.rows.client.reverse({
    transactionId,
    cents,
    uuid,
    referenceId: row.payment_session_id,
    key,
  })
  const trace: Trace = {
    source: "asked",
    operation: "reverseTransaction",
    correlation_id: outcome.attempt_id || null,
    request: { id: transactionId, amount_cents: cents, uuid },
    response: outcome.ok ? outcome.value : { code: outcome.code, kind: outcome.kind },
  }
  if (outcome.ok) {
    return await note(desk, row, reversal, { status: statusOf(outcome.value, transactionId) }, trace)
  }
  if (isCertain(outcome, isFirst) && !(isCancelation(reversal.refund_id) && isPassing(outcome))) {
    const after = await note(desk, row, reversal, { status: "refused", code: outcome.code ?? outcome.kind }, trace)
    return { ...after, message: outcome.message }
  }
  await book(desk, refundEntries(row, reversal, trace))
  const status = await statusThere(desk, row, reversal)
  return status
    ? await note(desk, row, reversal, { status }, { ...trace, source: "read", operation: "refunds" })
    : await desk.rows.updateAeropayRefunds({ id: reversal.id, next_check_at: inMinutes(1) })
}

/** AP314 says that the id is taken: it was done before. Unreached is certain only when nothing was sent before. */
const isCertain = ({ kind, code }: Failure, isFirst: boolean) =>
  code !== "AP314" && kind !== "unknown" && (kind !== "transient" || isFirst)

/** The give-back of a cancelation: nobody asks for it a second time, so it is ours to try until it is done. */
export const cancelationId = ({ payment_session_id, attempt }: Row) => `cancel:${payment_session_id}:${attempt}`

/** Taken and given up: its money goes back, by Aeropay or by hand, and pays for no order, though it was taken. */
export async function isUndone({ rows }: Desk, row: Row): Promise<boolean> {
  if (row.status !== "captured") {
    return false
  }
  const [mine] = await rows.listAeropayRefunds({ refund_id: cancelationId(row) }, { take: 1 })
  return !!mine
}

const isCancelation = (refundId: string) => refundId.startsWith("cancel:")

/** Nothing is wrong with the refund: Aeropay could not be reached, or did not let the shop in. */
const isPassing = ({ kind }: Failure) => kind === "transient" || kind === "auth" || kind === "config"

/** One of three answers: the payment itself once more (voided), no id (queued), or a new transaction (created). */
export function statusOf({ refundTransaction }: AeropayReversal, transactionId: string): Refund["status"] {
  const { id, status } = refundTransaction
  return id === undefined ? "queued" : id === transactionId ? "voided" : ofTransaction(status ?? "pending")
}

const ofTransaction = (status: string): Refund["status"] =>
  status === "processed" ? "paid" : status === "declined" ? "returned" : status === "void" ? "abandoned" : "created"

/** What Aeropay says of a refund; nothing when it does not know it, or does not answer. */
async function statusThere({ rows }: Desk, row: Row, reversal: Refund): Promise<Refund["status"] | undefined> {
  const { client } = rows
  const listed = row.aeropay_user_id
    ? await client.listRefunds(reversal.transaction_id, row.aeropay_user_id)
    : undefined
  if (listed?.ok) {
    const made = listed.value.refunds.find(({ id }) => id === reversal.uuid)
    const queued = listed.value.queuedRefunds.find(({ id }) => id === reversal.uuid)
    if (made || queued) {
      return made ? ofTransaction(made.status) : queued!.status === "abandoned" ? "abandoned" : "queued"
    }
  }
  const original = await client.retrieveTransaction(reversal.transaction_id)
  const isVoided = original.ok && isVoidOf(original.value, row, reversal)
  return isVoided ? "voided" : undefined
}

/** A void bears no id of ours: it shows as the payment being void, when this refund was for all that was left. */
const isVoidOf = ({ status }: AeropayTransaction, row: Row, { cents }: Refund) =>
  status === "void" && cents === row.captured_cents

async function note(
  desk: Desk,
  row: Row,
  reversal: Refund,
  { status, code = null }: Pick<Refund, "status"> & { code?: string | null },
  trace: Trace
): Promise<Refund> {
  const isOpen = status === "queued" || status === "created"
  const after = await desk.rows.updateAeropayRefunds({
    id: reversal.id,
    status,
    code,
    next_check_at: isOpen ? inMinutes(12 * 60) : null,
  })
  await book(desk, refundEntries(row, after, trace))
  if (status === "voided" && reversal.cents === row.captured_cents) {
    await desk.rows.changePayment(row.payment_session_id, () => ({ status: "voided", transaction_status: "void" }))
  }
  return after
}
