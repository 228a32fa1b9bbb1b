import { clock } from "@rise-via/core"
import type { HypurActDTO, HypurRequestDTO, LedgerEntryInput, LedgerOutcome } from "../../types"
import type { HypurOutcome } from "./client"
import { isOver, isTaken } from "./status"
import type { HypurReading } from "./wire"

// Hypur's part of the books. An approval is money that waits for the batch: a hold. It is captured when Medusa captures
// it, so that books and Medusa agree also while an order waits for a review.

type Row = Pick<
  HypurRequestDTO,
  "id" | "payment_session_id" | "request_id" | "amount_cents" | "approved_cents" | "currency_code" | "provider_status"
>
type Entry = Pick<LedgerEntryInput, "key" | "source" | "operation"> & Partial<LedgerEntryInput>

const entryOf = (row: Row, entry: Entry): LedgerEntryInput => ({
  provider: "hypur",
  kind: "notice",
  outcome: "succeeded",
  amount_cents: 0,
  currency_code: row.currency_code,
  payment_session_id: row.payment_session_id,
  provider_reference: row.request_id,
  provider_status: row.provider_status,
  occurred_at: clock.now(),
  ...entry,
})

/** How a call ended, in the words of the books. */
export function bookedOutcome(outcome: HypurOutcome<unknown>): LedgerOutcome {
  if (outcome.ok) {
    return "succeeded"
  }
  return outcome.kind === "unknown" ? "unknown" : outcome.kind === "declined" ? "declined" : "failed"
}

/** What a call left to say: never the request's body, which names the buyer. */
export const saidBy = (outcome: HypurOutcome<unknown>) => ({
  correlation_id: outcome.attempt_id || null,
  code: outcome.ok ? null : (outcome.code ?? outcome.kind),
  response: outcome.answer?.body ?? (outcome.ok ? null : outcome.message),
})

type Said = Partial<Pick<LedgerEntryInput, "source" | "correlation_id" | "code" | "response" | "occurred_at">>

/** We asked for a payment; nothing moves by that. */
export const createEntry = (row: Row, outcome: LedgerOutcome, said: Said): LedgerEntryInput =>
  entryOf(row, {
    key: `create:${said.correlation_id ?? row.id}`,
    source: "asked",
    operation: "create-request",
    outcome,
    amount_cents: row.amount_cents,
    idempotency_key: row.id,
    ...said,
  })

/**
 * What the shop had asked for and the shopper cannot pay: an attempt at her money that came to nothing, so that success
 * rate and fail-over see when Hypur is down. An answer that was not heard counts too: she was not sent to it. Details of
 * hers that Hypur does not take are no outage.
 */
export const refusedEntry = (row: Row, outcome: LedgerOutcome, said: Said): LedgerEntryInput =>
  entryOf(row, {
    key: `authorization:${row.id}`,
    source: "asked",
    operation: "create-request",
    kind: "authorization",
    outcome: outcome === "declined" || said.code === "input" ? "declined" : "failed",
    amount_cents: row.amount_cents,
    idempotency_key: row.id,
    ...said,
  })

/** We asked to cancel. The money of it, where there is any, moves with `voidEntry`. */
export const cancelEntry = (row: Row, act: Pick<HypurActDTO, "id">, outcome: LedgerOutcome, said: Said) =>
  entryOf(row, {
    key: `cancel:${act.id}:${said.correlation_id ?? "by-hand"}`,
    source: "asked",
    operation: "cancel",
    outcome,
    idempotency_key: act.id,
    ...said,
  })

/** Money that was approved and never captured goes back. */
export const voidEntry = (row: Row, source: LedgerEntryInput["source"], said: Said = {}): LedgerEntryInput =>
  entryOf(row, {
    key: `void:${row.request_id ?? row.id}`,
    source,
    operation: "cancel",
    kind: "void",
    voids: "hold",
    amount_cents: row.approved_cents ?? row.amount_cents,
    ...said,
  })

export const authorizationEntry = (
  row: Row,
  amount_cents: number,
  outcome: LedgerOutcome,
  said: Pick<Entry, "source" | "operation"> & Said
): LedgerEntryInput =>
  entryOf(row, {
    key: `authorization:${row.request_id ?? row.id}`,
    kind: "authorization",
    outcome,
    amount_cents,
    ...said,
  })

/** Medusa captures what was approved. */
export const captureEntry = (row: Row, amount_cents: number): LedgerEntryInput =>
  entryOf(row, {
    key: `capture:${row.request_id ?? row.id}`,
    source: "read",
    operation: "get-request",
    kind: "capture",
    amount_cents,
  })

type Act = Pick<HypurActDTO, "id" | "amount_cents" | "refund_id" | "external_reference">

export const refundEntry = (row: Row, act: Act, outcome: LedgerOutcome, said: Said): LedgerEntryInput =>
  entryOf(row, {
    key: `refund:${act.id}`,
    source: "asked",
    operation: "refund",
    kind: "refund",
    outcome,
    amount_cents: act.amount_cents,
    refund_id: act.refund_id,
    provider_reference: act.external_reference ?? act.id,
    provider_parent: row.request_id,
    idempotency_key: act.id,
    ...said,
  })

/** Hypur called us. Only a hint: what it claims moves no money. */
export const webhookEntry = (row: Row, message: { id: string; body: unknown; occurred_at?: Date }): LedgerEntryInput =>
  entryOf(row, {
    key: `webhook:${message.id}`,
    source: "told",
    operation: "webhook",
    correlation_id: message.id,
    response: message.body,
    ...(message.occurred_at && { occurred_at: message.occurred_at }),
  })

/** What a reading adds to the books; nothing when it says what we knew. */
export function readingEntries(row: HypurRequestDTO, reading: HypurReading): LedgerEntryInput[] {
  const { status, provider_status, amount_cents } = reading
  const said = { source: "read" as const, operation: "get-request", response: plain(reading) }
  const reference = row.request_id ?? row.id
  const known = { ...row, provider_status: provider_status ?? row.provider_status }
  const notice = entryOf(known, {
    ...said,
    key: `reading:${reference}:${provider_status}:${amount_cents ?? "?"}:${reading.fee_cents ?? "?"}:${row.returns}`,
    amount_cents: amount_cents ?? 0,
  })
  if (!status || status === row.status) {
    return status && provider_status === row.provider_status ? [] : [notice]
  }
  const taken = amount_cents ?? row.amount_cents
  const isCaptured = row.settlement === "captured"
  if (isTaken(status) && !isTaken(row.status) && row.status !== "returned") {
    return [notice, authorizationEntry(known, taken, "succeeded", said)]
  }
  if (status === "declined" && !isTaken(row.status)) {
    return [notice, authorizationEntry(known, row.amount_cents, "declined", said)]
  }
  if (!isCaptured && isTaken(row.status) && (isOver(status) || status === "returned")) {
    return [notice, voidEntry(known, "read")]
  }
  if (isCaptured && status === "returned") {
    const key = `return:${reference}:${row.returns + 1}`
    return [notice, entryOf(known, { ...said, key, kind: "return", amount_cents: row.captured_cents ?? 0 })]
  }
  if (isCaptured && status === "represented") {
    const key = `recovery:${reference}:${row.returns}`
    return [notice, entryOf(known, { ...said, key, kind: "recovery", amount_cents: row.captured_cents ?? 0 })]
  }
  return [notice]
}

/** Only when Hypur says that it paid out: a settled debit is not yet on the shop's bank account. */
export const settlementEntries = (row: HypurRequestDTO, { paid_out }: HypurReading): LedgerEntryInput[] =>
  paid_out && row.captured_cents
    ? [
        entryOf(row, {
          key: `settlement:${row.request_id}`,
          source: "read",
          operation: "get-request",
          kind: "settlement",
          amount_cents: row.captured_cents,
        }),
      ]
    : []

const plain = ({ expires_at, ...reading }: HypurReading) => ({
  ...reading,
  status: reading.status ?? null,
  expires_at: expires_at?.toISOString() ?? null,
})
