import type { DifferenceKind, SettlementLine, SettlementStatus } from "../../types"

// Lists of the words that `types/reconciliation.ts` explains, for the database and for validation.

export const DIFFERENCE_KINDS = [
  "missing_at_provider",
  "missing_here",
  "amount_differs",
  "status_differs",
  "duplicate",
  "late_return",
  "captured_differs",
  "given_back_differs",
  "overdrawn",
  "currency_differs",
] as const satisfies readonly DifferenceKind[]

/** Found by comparing with Medusa's payments. */
export const ORDER_KINDS: readonly DifferenceKind[] = DIFFERENCE_KINDS.slice(6)
/** Found by comparing with the service's report. */
export const TRANSACTION_KINDS: readonly DifferenceKind[] = DIFFERENCE_KINDS.slice(0, 6)

export const DIFFERENCE_STATES = ["open", "accepted", "resolved"] as const

export const RUN_STATES = ["queued", "running", "completed", "failed"] as const
export const RUN_PHASES = ["collecting", "comparing", "orders", "booking"] as const

export const LINE_LISTS = ["transactions", "batch"] as const satisfies readonly SettlementLine["list"][]
export const LINE_KINDS = [
  "capture",
  "refund",
  "payout",
  "settlement",
  "debit",
  "fee",
] as const satisfies readonly SettlementLine["kind"][]
export const LINE_STATUSES = [
  "pending",
  "settled",
  "voided",
  "returned",
  "failed",
] as const satisfies readonly SettlementStatus[]
