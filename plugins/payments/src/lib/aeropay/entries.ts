import { clock } from "@rise-via/core"
import type { AeropayPaymentDTO, AeropayRefundDTO } from "../../types"
import type { LedgerEntryInput } from "../../types/ledger"
import type { AeropayPreauth, AeropayTransaction } from "./wire"

// Aeropay's part of the books. Every fact goes by Aeropay's own id, so that an answer, a callback and a look-up of one
// thing are one entry; what is not known yet shares its idempotency key with what it turns out to be.

/** Who said it, in which call or topic, and core's attempt or message. */
export type Trace = Pick<LedgerEntryInput, "source" | "operation"> &
  Partial<Pick<LedgerEntryInput, "correlation_id" | "request" | "response" | "occurred_at">>

type Fact = Pick<LedgerEntryInput, "key" | "kind"> & Partial<LedgerEntryInput>

const entryOf = (row: AeropayPaymentDTO, fact: Fact, trace: Trace): LedgerEntryInput => ({
  provider: "aeropay",
  outcome: "succeeded",
  amount_cents: 0,
  currency_code: row.currency_code,
  payment_session_id: row.payment_session_id,
  occurred_at: clock.now(),
  ...fact,
  ...trace,
})

/** Shared by everything that is about taking the money of one session. */
export const captureKey = (row: AeropayPaymentDTO) =>
  row.preauth_id ? `capture:${row.preauth_id}` : row.idempotency_key

export const holdEntry = (row: AeropayPaymentDTO, preauth: AeropayPreauth, trace: Trace) =>
  entryOf(
    row,
    {
      key: `authorization:${preauth.id}`,
      kind: "authorization",
      outcome: preauth.status === "pending" ? "pending" : "succeeded",
      amount_cents: row.authorized_cents ?? preauth.amount.amount,
      provider_reference: preauth.id,
      provider_status: preauth.status,
      idempotency_key: row.idempotency_key,
    },
    trace
  )

export const captureEntry = (row: AeropayPaymentDTO, transaction: AeropayTransaction, trace: Trace) =>
  entryOf(
    row,
    {
      key: `capture:${transaction.id}`,
      kind: "capture",
      amount_cents: row.captured_cents ?? transaction.amount.amount,
      provider_reference: transaction.id,
      provider_parent: row.preauth_id,
      provider_status: transaction.status,
      idempotency_key: captureKey(row),
    },
    trace
  )

/** Nobody heard what became of it, or it was refused. */
export const failedEntry = (
  row: AeropayPaymentDTO,
  kind: "authorization" | "capture" | "void",
  fact: { outcome: "unknown" | "declined" | "failed"; cents: number; key: string | null; code?: string },
  trace: Trace
) =>
  entryOf(
    row,
    {
      key: `${fact.outcome}:${kind}:${trace.correlation_id ?? requestOf(row)}`,
      kind,
      ...(kind === "void" && { voids: "hold" as const }),
      outcome: fact.outcome,
      amount_cents: fact.cents,
      code: fact.code,
      idempotency_key: fact.key,
      provider_reference: null,
    },
    trace
  )

/** What never got as far as a call has no id of one: each time it was wanted is one fact. */
const requestOf = ({ payment_session_id, attempt, sent_at }: AeropayPaymentDTO) =>
  [payment_session_id, attempt, ...(sent_at ? [new Date(sent_at).getTime()] : [])].join(":")

/** The hold is gone without a capture: canceled by us or there, or run out. */
export const releaseEntry = (row: AeropayPaymentDTO, preauth: AeropayPreauth, trace: Trace) => {
  const isExpired = preauth.status === "expired"
  return entryOf(
    row,
    {
      key: `${isExpired ? "expiry" : "void"}:${preauth.id}`,
      kind: isExpired ? "expiry" : "void",
      ...(!isExpired && { voids: "hold" as const }),
      amount_cents: preauth.amount.amount,
      provider_reference: preauth.id,
      provider_status: preauth.status,
      idempotency_key: isExpired ? null : `void:${preauth.id}`,
    },
    trace
  )
}

/** Less is held than before. */
export const lowerEntry = (row: AeropayPaymentDTO, preauth: AeropayPreauth, before: number, trace: Trace) =>
  entryOf(
    row,
    {
      key: `update:${preauth.id}:${preauth.amount.amount}`,
      kind: "void",
      voids: "hold",
      amount_cents: before - preauth.amount.amount,
      provider_reference: preauth.id,
      provider_status: preauth.status,
    },
    trace
  )

/** The bank took it back, or Aeropay collected it after all. */
export const returnEntry = (row: AeropayPaymentDTO, transaction: AeropayTransaction, trace: Trace) => {
  const kind = transaction.status === "resolved" ? ("recovery" as const) : ("return" as const)
  return entryOf(
    row,
    {
      key: `${kind}:${transaction.id}`,
      kind,
      amount_cents: transaction.amount.amount,
      provider_reference: transaction.id,
      provider_status: transaction.status,
      code: transaction.returnCode,
    },
    trace
  )
}

/** Undone in full before it was debited, not by a refund of ours. */
export const voidEntry = (row: AeropayPaymentDTO, transaction: AeropayTransaction, cents: number, trace: Trace) =>
  entryOf(
    row,
    {
      key: `void:${transaction.id}`,
      kind: "void",
      voids: "capture",
      amount_cents: cents,
      provider_reference: transaction.id,
      provider_status: transaction.status,
    },
    trace
  )

const REFUND_OUTCOMES = {
  sent: "unknown",
  queued: "pending",
  created: "succeeded",
  paid: "succeeded",
  voided: "succeeded",
  refused: "declined",
  abandoned: "failed",
  returned: "failed",
} as const satisfies Record<AeropayRefundDTO["status"], LedgerEntryInput["outcome"]>

/**
 * Where a refund stands. A void takes the capture back instead of giving money away; what was thought to be a refund
 * before then ends as one that did not happen.
 */
export const refundEntries = (row: AeropayPaymentDTO, refund: AeropayRefundDTO, trace: Trace): LedgerEntryInput[] => {
  const common = {
    amount_cents: refund.cents,
    refund_id: refund.refund_id,
    provider_parent: refund.transaction_id,
    provider_status: refund.status,
    idempotency_key: refund.idempotency_key,
    code: refund.code,
  }
  const asRefund = (outcome: LedgerEntryInput["outcome"]) =>
    entryOf(
      row,
      { ...common, key: `refund:${refund.uuid}`, kind: "refund", outcome, provider_reference: refund.uuid },
      trace
    )
  if (refund.status !== "voided") {
    return [asRefund(REFUND_OUTCOMES[refund.status])]
  }
  const voided = entryOf(row, { ...common, key: `void:${refund.uuid}`, kind: "void", voids: "capture" }, trace)
  return [voided, asRefund("failed")]
}
