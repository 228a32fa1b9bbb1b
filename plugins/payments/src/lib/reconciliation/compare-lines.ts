import type { DifferenceKind, FoundDifference, LedgerFact, ReconciliationRange, SettlementLine } from "../../types"
import { standingOf, type Standing } from "./our-standing"

const DAY_MS = 24 * 60 * 60_000
/** Banks return within two banking days; with a weekend and a holiday between it is five days. What comes later is late. */
const LATE_AFTER_MS = 5 * DAY_MS

/** Everything that both sides say of one transaction. */
export type Matter = {
  reference: string
  theirs: SettlementLine[]
  ours: LedgerFact[]
  /** References of other captures that the ledger has for the same payment session. */
  siblings?: string[]
}

export type Comparison = {
  differences: FoundDifference[]
  /** A batch names it, and neither list knows it as a transaction: the service must be asked what it is. */
  isUnexplained: boolean
  standing?: Standing
}

/**
 * Compares what a service says of one transaction with what the ledger says. Depends on nothing else, so the order in
 * which lines and entries come cannot matter. What the ledger has outside of `range` is never missed at the service.
 */
export function compareLines(
  { reference, theirs, ours, siblings = [] }: Matter,
  range: ReconciliationRange
): Comparison {
  const lines = [...new Map(theirs.map((line) => [line.id, line])).values()]
  const told = lines.filter(({ list }) => list === "transactions").sort((a, b) => (a.id < b.id ? -1 : 1))
  const batched = lines.filter(({ list }) => list === "batch")
  const standing = standingOf(reference, told[0]?.kind, ours)

  if (!lines.length) {
    const isMissed =
      standing?.status === "taken" && range.from <= standing.occurred_at && standing.occurred_at < range.to
    return {
      differences: isMissed ? [difference("missing_at_provider", reference, standing)] : [],
      isUnexplained: false,
      standing,
    }
  }
  if (!standing) {
    const [line] = told
    const isMoney = line && (line.status === "pending" || line.status === "settled")
    const isSecond = line?.kind === "capture" && siblings.some((sibling) => sibling !== reference)
    return {
      differences: isMoney ? [difference(isSecond ? "duplicate" : "missing_here", reference, undefined, line)] : [],
      isUnexplained: !line && batched.length > 0,
    }
  }
  const found = differencesOf({ reference, standing, told, batched, ours }, range)
  return { differences: found, isUnexplained: false, standing }
}

type Known = {
  reference: string
  standing: Standing
  told: SettlementLine[]
  batched: SettlementLine[]
  ours: LedgerFact[]
}

function differencesOf(known: Known, range: ReconciliationRange): FoundDifference[] {
  const { reference, standing, told, batched } = known
  const found: FoundDifference[] = []
  const twice = told[1] ?? repeated(batched)
  if (twice) {
    found.push(difference("duplicate", reference, standing, twice))
  }
  const status = told[0] && statusDifference(standing, told[0], range)
  if (status) {
    found.push(difference(status, reference, standing, told[0]))
  }
  const takenBack = status ? undefined : takenBackInBatch(known)
  if (takenBack) {
    found.push(difference("late_return", reference, standing, takenBack))
  }
  const isMoney = standing.status !== "nothing" && !["voided", "failed"].includes(told[0]?.status ?? "settled")
  const other = [...told, ...batched].find(
    ({ amount_cents, currency_code }) => amount_cents !== standing.cents || currency_code !== standing.currency_code
  )
  if (other && isMoney) {
    found.push(difference("amount_differs", reference, standing, other))
  }
  return found
}

/** A batch may pay a transaction out once and take it back once. */
const repeated = (batched: SettlementLine[]) =>
  batched.find((line, n) => batched.slice(0, n).some(({ kind }) => kind === line.kind))

/**
 * The line by which a batch takes a capture back that the list of transactions still calls paid: what a bank returned
 * late. Nothing where our own books say why: a refund, or a return that we know of.
 */
function takenBackInBatch({ reference, standing, batched, ours }: Known): SettlementLine | undefined {
  const debits = batched.filter(({ kind }) => kind === "debit")
  if (standing.kind !== "capture" || standing.status !== "taken" || !debits.length) {
    return undefined
  }
  const explained = ours.filter(
    ({ kind, outcome, provider_reference, provider_parent }) =>
      (kind === "refund" || kind === "return") &&
      (outcome === "succeeded" || outcome === "pending") &&
      (provider_reference === reference || provider_parent === reference)
  )
  const cents = (rows: { amount_cents: number }[]) => rows.reduce((sum, { amount_cents }) => sum + amount_cents, 0)
  return cents(debits) > cents(explained) ? debits[debits.length - 1] : undefined
}

function statusDifference(
  { status, occurred_at }: Standing,
  line: SettlementLine,
  { to }: ReconciliationRange
): DifferenceKind | undefined {
  switch (line.status) {
    case "voided":
      return status === "voided" || status === "nothing" ? undefined : "status_differs"
    case "failed":
      return status === "nothing" || status === "voided" ? undefined : "status_differs"
    case "returned":
      if (status === "returned" || status === "nothing") {
        return undefined
      }
      return to.getTime() - occurred_at.getTime() > LATE_AFTER_MS ? "late_return" : "status_differs"
    case "pending":
      return status === "taken" || status === "promised" ? undefined : "status_differs"
    case "settled":
      return status === "taken" ? undefined : "status_differs"
  }
}

function difference(
  kind: DifferenceKind,
  reference: string,
  standing: Standing | undefined,
  line?: SettlementLine
): FoundDifference {
  const known = (standing ?? line) as Standing | SettlementLine
  return {
    kind,
    reference,
    currency_code: known.currency_code,
    ours_cents: standing?.cents ?? null,
    theirs_cents: line?.amount_cents ?? null,
    ours_status: standing?.status ?? null,
    theirs_status: line?.status ?? null,
    payment_session_id: standing?.payment_session_id ?? line?.payment_session_id ?? null,
    told_in: line?.list ?? null,
    occurred_at: known.occurred_at,
  }
}
