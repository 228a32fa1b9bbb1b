import type { LedgerEntryInput, LedgerOutcome, MoneyState } from "../../types"
import { postingsOf, type LedgerAccount } from "./postings"

/** What recomputing needs of an entry. */
export type MoneyEntry = Pick<
  LedgerEntryInput,
  | "provider"
  | "key"
  | "kind"
  | "voids"
  | "outcome"
  | "amount_cents"
  | "refund_id"
  | "provider_reference"
  | "idempotency_key"
  | "correlation_id"
>

/** What becomes of one matter: from not knowing, over a promise, to an end. */
const RANK: Record<LedgerOutcome, number> = { unknown: 0, pending: 1, declined: 2, failed: 2, succeeded: 2 }

/**
 * Recomputes money from entries. The order in which they are given does not matter, nor does giving one twice; the
 * amounts are the balances of the postings, so the books and this can never disagree.
 */
export function moneyState(entries: MoneyEntry[]): MoneyState {
  const facts = distinct(entries)
  const balance = balancesOf(facts)
  const open = facts.filter((entry) => isOpen(entry, facts))
  return {
    authorized_cents: balance("holds"),
    captured_cents: 0 - balance("customer_payments"),
    refunded_cents: balance("refunds"),
    refund_pending_cents: open
      .filter(({ kind, outcome }) => kind === "refund" && outcome === "pending")
      .reduce((sum, { amount_cents }) => sum + amount_cents, 0),
    voided_cents: balance("voids"),
    returned_cents: balance("returns"),
    settled_cents: balance("bank"),
    unknown_count: open.filter(({ outcome }) => outcome === "unknown").length,
  }
}

/** What is left of what was taken: captured, less what was undone and given back. */
export const netCents = ({
  captured_cents,
  voided_cents,
  refunded_cents,
}: Pick<MoneyState, "captured_cents" | "voided_cents" | "refunded_cents">) =>
  captured_cents - voided_cents - refunded_cents

function distinct(entries: MoneyEntry[]): MoneyEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.provider} ${entry.outcome} ${entry.key}`, entry])).values()]
}

function balancesOf(facts: MoneyEntry[]) {
  const sums = new Map<LedgerAccount, number>()
  for (const { account, cents } of facts.flatMap(postingsOf)) {
    sums.set(account, (sums.get(account) ?? 0) + cents)
  }
  // Not `-0` for an account that nothing touched.
  return (account: LedgerAccount) => sums.get(account) || 0
}

/** Nobody has told what became of it. */
const isOpen = (entry: MoneyEntry, all: MoneyEntry[]) =>
  entry.kind !== "notice" &&
  RANK[entry.outcome] < 2 &&
  !all.some((other) => RANK[other.outcome] > RANK[entry.outcome] && isSameMatter(entry, other))

/** Two entries about one thing: Medusa's refund decides where both name one, otherwise any id that they share. */
function isSameMatter(a: MoneyEntry, b: MoneyEntry): boolean {
  if (a.provider !== b.provider || a.kind !== b.kind || (a.voids ?? null) !== (b.voids ?? null)) {
    return false
  }
  if (a.refund_id && b.refund_id) {
    return a.refund_id === b.refund_id
  }
  return (
    a.key === b.key ||
    isSame(a.provider_reference, b.provider_reference) ||
    isSame(a.idempotency_key, b.idempotency_key) ||
    isSame(a.correlation_id, b.correlation_id)
  )
}

const isSame = (a: string | null | undefined, b: string | null | undefined) => !!a && a === b
