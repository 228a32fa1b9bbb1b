import type { MedusaContainer } from "@medusajs/framework/types"
import type { OutboundAttempt } from "@rise-via/core"
import type { GatewayName, LedgerEntryInput, LedgerOutcome } from "../../types"

/** A settled call to a payment service, as core keeps it: secrets are blanked. */
export type LedgerAttempt = Omit<OutboundAttempt, "state"> & {
  state: "succeeded" | "failed" | "unknown"
  /** HTTP status, headers and body of the answer. */
  response: { status: number; headers: Record<string, string>; body: any } | null
  status: number | null
  message: string | null
  settled_at: Date | null
}

/** A message of a payment service whose handling has ended, well (`handled`) or for good (`dead`). */
export type LedgerMessage = {
  id: string
  /** `payments.<provider>` or `payments.<provider>_<what>`. */
  source: string
  state: "handled" | "dead"
  params: Record<string, string>
  headers: Record<string, string>
  rawBody: Buffer
  body: unknown
  created_at: Date
}

/**
 * Makes entries of what a provider asked and was told, when a kill came between the answer and the books. The entries
 * must be those that the provider itself would have recorded: the same keys, so that nothing is ever counted twice.
 */
export type LedgerReader = {
  attempt?: (attempt: LedgerAttempt, container: MedusaContainer) => Promise<LedgerEntryInput[]>
  message?: (message: LedgerMessage, container: MedusaContainer) => Promise<LedgerEntryInput[]>
}

const readers = new Map<GatewayName, LedgerReader>()

/**
 * Says how a provider's calls and messages are read into entries. One reader a provider; register it in a file below
 * `workflows/hooks`. What no reader knows is recorded as a `notice`.
 */
export function registerLedgerReader(provider: GatewayName, reader: LedgerReader) {
  if (readers.has(provider)) {
    throw new Error(`A ledger reader of "${provider}" is already registered`)
  }
  readers.set(provider, reader)
}

export const ledgerReaderOf = (provider: GatewayName): LedgerReader => readers.get(provider) ?? {}

const OUTCOMES: Record<LedgerAttempt["state"], LedgerOutcome> = {
  succeeded: "succeeded",
  failed: "failed",
  unknown: "unknown",
}

/** The trace of a call of which no more can be said than that it was made. Moves no money. */
export const noticeOfAttempt = (provider: GatewayName, attempt: LedgerAttempt): LedgerEntryInput => ({
  key: `attempt:${attempt.id}`,
  provider,
  source: "asked",
  operation: attempt.operation,
  kind: "notice",
  outcome: OUTCOMES[attempt.state],
  amount_cents: 0,
  currency_code: "usd",
  code: attempt.status === null ? null : String(attempt.status),
  idempotency_key: attempt.idempotency_key,
  correlation_id: attempt.id,
  request: attempt.request,
  response: attempt.response ?? attempt.message,
  occurred_at: new Date(attempt.settled_at ?? attempt.created_at),
})

/** The trace of a message that nobody made an entry of. */
export const noticeOfMessage = (provider: GatewayName, message: LedgerMessage): LedgerEntryInput => ({
  key: `message:${message.id}`,
  provider,
  source: "told",
  operation: message.source,
  kind: "notice",
  outcome: message.state === "handled" ? "succeeded" : "failed",
  amount_cents: 0,
  currency_code: "usd",
  correlation_id: message.id,
  response: message.body ?? message.rawBody,
  occurred_at: new Date(message.created_at),
})
