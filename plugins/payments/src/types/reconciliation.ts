import type { InferTypeOf, MedusaContainer } from "@medusajs/framework/types"
import type { PaymentDifference, PaymentReconciliationRun } from "../modules/payments_reconciliation/models"
import type { GatewayName } from "./gateway"
import type { LedgerEntryInput, PaymentEntryDTO } from "./ledger"

/** From `from` up to, not including, `to`. */
export type ReconciliationRange = { from: Date; to: Date }

/**
 * How a transaction stands at the service.
 *
 * `pending` taken, not paid out yet · `settled` paid out · `voided` undone before that · `returned` a bank took it back ·
 * `failed` it never came about
 */
export type SettlementStatus = "pending" | "settled" | "voided" | "returned" | "failed"

/** One line of a service's report. */
export type SettlementLine = {
  /** Names the line: another line with the same id is the same line, read twice. */
  id: string
  /** `transactions` what exists at the service and how it stands · `batch` what one of its batches pays out or takes back */
  list: "transactions" | "batch"
  /** The service's id of the transaction; `null` where the line is a sum that is about none. */
  reference: string | null
  /** In a batch: `settlement` and `debit` for money that is paid out and taken back, `fee` for what the service keeps. */
  kind: "capture" | "refund" | "payout" | "settlement" | "debit" | "fee"
  status: SettlementStatus
  /** Whole cents, never negative. */
  amount_cents: number
  /** What the service keeps of this transaction, where it says so. Booked with the batch that pays it out. */
  fee_cents?: number
  currency_code: string
  batch_id?: string | null
  /** Our payment session, where the service was told and tells it. */
  payment_session_id?: string | null
  /** The transaction that a refund gives back. */
  parent?: string | null
  occurred_at: Date
}

/**
 * What a payment service says about its own books. Registered once a service, in a file below `workflows/hooks`
 * (`registerReconciliationSource`).
 */
export type ReconciliationSource = {
  provider: GatewayName
  /** The shop uses it; default yes. */
  isOn?(container: MedusaContainer): boolean
  /**
   * The lines of a period in any order, page by page. Throws when the service does not answer: the run fails and may be
   * repeated. Left out where the service has no report; only ledger and orders are compared then.
   */
  lines?(range: ReconciliationRange, container: MedusaContainer): AsyncIterable<SettlementLine>
  /** Looks one transaction up again; `null` when the service does not know it. Throws when it does not answer. */
  find?(reference: string, container: MedusaContainer): Promise<SettlementLine | null>
  /**
   * The entries that the provider itself would have recorded of a transaction: the same keys, so that nothing counts
   * twice. Default: `<kind>:<reference>`, and a void or a return where the line says so.
   */
  entries?(line: SettlementLine, container: MedusaContainer): Promise<LedgerEntryInput[]>
}

/** What the ledger has of one transaction. */
export type LedgerFact = Pick<
  PaymentEntryDTO,
  | "provider"
  | "key"
  | "kind"
  | "voids"
  | "outcome"
  | "amount_cents"
  | "currency_code"
  | "payment_session_id"
  | "refund_id"
  | "provider_reference"
  | "provider_parent"
  | "idempotency_key"
  | "correlation_id"
  | "occurred_at"
>

/**
 * What does not agree. The first six are between the service and the ledger:
 *
 * - `missing_at_provider`: we have it, the service does not · `missing_here`: the other way round
 * - `amount_differs`, `status_differs` · `duplicate`: paid out twice, or taken twice for one sale
 * - `late_return`: a bank took it back when its day had long been reconciled
 *
 * The others are between the ledger and Medusa's payment: `captured_differs`, `given_back_differs`, `overdrawn`, `currency_differs`.
 */
export type DifferenceKind =
  | "missing_at_provider"
  | "missing_here"
  | "amount_differs"
  | "status_differs"
  | "duplicate"
  | "late_return"
  | "captured_differs"
  | "given_back_differs"
  | "overdrawn"
  | "currency_differs"

/** A difference as a comparison finds it. (provider, kind, reference) names it, whichever run finds it. */
export type FoundDifference = {
  kind: DifferenceKind
  /** The service's id of the transaction; of a payment session where orders are concerned. */
  reference: string
  currency_code: string
  ours_cents: number | null
  theirs_cents: number | null
  ours_status: string | null
  theirs_status: string | null
  payment_session_id: string | null
  /** Which list of the service's report says so. */
  told_in: SettlementLine["list"] | null
  occurred_at: Date
}

export type PaymentReconciliationRunDTO = InferTypeOf<typeof PaymentReconciliationRun>
export type PaymentDifferenceDTO = InferTypeOf<typeof PaymentDifference>

/** Money that a run has seen on one side, by kind and currency. */
export type ReconciliationSum = {
  side: "theirs" | "ours"
  kind: string
  currency_code: string
  count: number
  cents: number
}

/** How far a run has come; written together with what it found up to there. */
export type RunProgress = Partial<
  Pick<
    PaymentReconciliationRunDTO,
    "phase" | "cursor" | "lines_count" | "expected_count" | "compared_count" | "differences_count" | "unexplained_count"
  > & { sums: ReconciliationSum[] }
>

/** A transaction that a batch pays out: what of it is booked with the batch. */
export type BatchSum = {
  batch_id: string
  currency_code: string
  settlement_cents: number
  debit_cents: number
  fee_cents: number
  occurred_at: Date
}

/** One service's day in one currency, whole cents. */
export type PaymentDay = {
  day: string
  provider: GatewayName
  currency_code: string
  captured_cents: number
  refunded_cents: number
  settled_cents: number
  fee_cents: number
}

/** A run that is asked for. */
export type RunRequest = {
  provider: GatewayName
  day: string
  covers_from: Date
  covers_to: Date
  requested_by: string
}

/** What was compared, and what of it does not agree. */
export type Compared = {
  provider: GatewayName
  references: string[]
  kinds: readonly DifferenceKind[]
  found: (FoundDifference & { order_id: string | null })[]
}

/** What one page of a run came to. */
export type ComparedPage = Compared & { progress: RunProgress }
