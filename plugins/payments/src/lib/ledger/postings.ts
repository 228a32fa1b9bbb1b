import type { LedgerEntryInput, LedgerKind } from "../../types"

/**
 * Chart of accounts. Amounts are signed cents: debits above 0, credits below. Every service has its own set.
 *
 * - `holds` / `holds_given`: memo accounts; money that is only promised, on neither side of the real books
 * - `provider_receivable`: what the service (for a register: the till) has taken for us and not paid out yet
 * - `customer_payments`: what shoppers paid
 * - `voids`, `refunds`, `returns`, `payouts`: what was undone, given back, taken back by banks, sent to shoppers
 * - `fees`: what the service kept
 * - `bank`: what reached our bank account, less what the service took from it
 */
export const LEDGER_ACCOUNTS = [
  "holds",
  "holds_given",
  "provider_receivable",
  "customer_payments",
  "voids",
  "refunds",
  "returns",
  "payouts",
  "fees",
  "bank",
] as const

export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number]
export type LedgerPosting = { account: LedgerAccount; cents: number }

type Sides = { debit: LedgerAccount; credit: LedgerAccount }

const SIDES: Record<Exclude<LedgerKind, "void" | "notice">, Sides> = {
  authorization: { debit: "holds", credit: "holds_given" },
  expiry: { debit: "holds_given", credit: "holds" },
  capture: { debit: "provider_receivable", credit: "customer_payments" },
  refund: { debit: "refunds", credit: "provider_receivable" },
  payout: { debit: "payouts", credit: "provider_receivable" },
  return: { debit: "returns", credit: "provider_receivable" },
  recovery: { debit: "provider_receivable", credit: "returns" },
  settlement: { debit: "bank", credit: "provider_receivable" },
  debit: { debit: "provider_receivable", credit: "bank" },
  fee: { debit: "fees", credit: "provider_receivable" },
}

/**
 * What an entry moves in the books: two postings that sum to zero, or none. Depends on the entry alone, so that the
 * order in which entries arrive cannot matter. Only what succeeded moves money.
 */
export function postingsOf({
  kind,
  voids,
  outcome,
  amount_cents,
}: Pick<LedgerEntryInput, "kind" | "voids" | "outcome" | "amount_cents">): LedgerPosting[] {
  const sides = sidesOf(kind, voids)
  if (!sides || outcome !== "succeeded" || amount_cents === 0) {
    return []
  }
  return [
    { account: sides.debit, cents: amount_cents },
    { account: sides.credit, cents: -amount_cents },
  ]
}

function sidesOf(kind: LedgerKind, voids: LedgerEntryInput["voids"]): Sides | undefined {
  if (kind === "void") {
    return voids === "hold" ? SIDES.expiry : { debit: "voids", credit: "provider_receivable" }
  }
  return kind === "notice" ? undefined : SIDES[kind]
}
