import type { LedgerFact, LedgerOutcome, SettlementLine } from "../../types"

/** What the ledger says of one transaction, all its entries together. */
export type Standing = {
  kind: "capture" | "refund" | "payout"
  /** `taken` it happened · `promised` accepted, not final · `unknown` nobody knows · `nothing` it was refused */
  status: "taken" | "promised" | "unknown" | "nothing" | "voided" | "returned"
  /** What is left of it after parts of it were voided. */
  cents: number
  currency_code: string
  payment_session_id: string | null
  occurred_at: Date
}

const PRINCIPAL: readonly string[] = ["capture", "refund", "payout"] satisfies SettlementLine["kind"][]
const RANK: Record<LedgerOutcome, number> = { succeeded: 4, pending: 3, unknown: 2, declined: 1, failed: 1 }
const STATUS = {
  succeeded: "taken",
  pending: "promised",
  unknown: "unknown",
  declined: "nothing",
  failed: "nothing",
} as const satisfies Record<LedgerOutcome, Standing["status"]>

/** How a transaction stands in our books; nothing when they do not know it. */
export function standingOf(reference: string, kind: string | undefined, facts: LedgerFact[]): Standing | undefined {
  const own = facts.filter(
    (fact) => fact.provider_reference === reference && (kind ? fact.kind === kind : PRINCIPAL.includes(fact.kind))
  )
  const principal = own.sort((a, b) => RANK[b.outcome] - RANK[a.outcome])[0]
  if (!principal) {
    return undefined
  }
  const voided = sum(facts, reference, (fact) => fact.kind === "void" && fact.voids === "capture")
  const returned =
    sum(facts, reference, ({ kind }) => kind === "return") - sum(facts, reference, ({ kind }) => kind === "recovery")
  const isGone = principal.outcome === "succeeded" && voided > 0 && voided >= principal.amount_cents
  return {
    kind: principal.kind as Standing["kind"],
    status: isGone ? "voided" : returned > 0 ? "returned" : STATUS[principal.outcome],
    cents: isGone ? principal.amount_cents : principal.amount_cents - voided,
    currency_code: principal.currency_code,
    payment_session_id: own.find(({ payment_session_id }) => payment_session_id)?.payment_session_id ?? null,
    occurred_at: principal.occurred_at,
  }
}

function sum(facts: LedgerFact[], reference: string, matches: (fact: LedgerFact) => boolean): number {
  return facts
    .filter((fact) => fact.outcome === "succeeded" && matches(fact))
    .filter((fact) => fact.provider_reference === reference || fact.provider_parent === reference)
    .reduce((all, { amount_cents }) => all + amount_cents, 0)
}
