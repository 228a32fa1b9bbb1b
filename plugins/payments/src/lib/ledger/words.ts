import type { GatewayName, LedgerEntryInput, LedgerKind, LedgerOutcome, LedgerVoids } from "../../types"

// Lists of the words that `types/ledger.ts` explains, for the database and for validation.

export const GATEWAYS = ["posabit", "aeropay", "hypur"] as const satisfies readonly GatewayName[]

export const LEDGER_KINDS = [
  "authorization",
  "capture",
  "void",
  "expiry",
  "refund",
  "payout",
  "return",
  "recovery",
  "settlement",
  "debit",
  "fee",
  "notice",
] as const satisfies readonly LedgerKind[]

export const LEDGER_OUTCOMES = [
  "succeeded",
  "pending",
  "declined",
  "failed",
  "unknown",
] as const satisfies readonly LedgerOutcome[]

export const LEDGER_SOURCES = [
  "asked",
  "told",
  "read",
  "staff",
] as const satisfies readonly LedgerEntryInput["source"][]

export const LEDGER_VOIDS = ["hold", "capture"] as const satisfies readonly LedgerVoids[]
