import fc from "fast-check"
import type { DifferenceKind, LedgerFact, SettlementLine } from "../../../types"
import { compareLines } from "../compare-lines"

export const range = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-11T00:00:00Z") }
export const inRange = new Date("2026-03-09T12:00:00Z")
const longAgo = new Date("2026-03-02T12:00:00Z")

export const lineOf = (reference: string, line: Partial<SettlementLine> = {}): SettlementLine => ({
  id: `transaction:${reference}`,
  list: "transactions",
  reference,
  kind: "capture",
  status: "pending",
  amount_cents: 1_000,
  currency_code: "usd",
  occurred_at: inRange,
  ...line,
})

export const factOf = (reference: string, fact: Partial<LedgerFact> = {}): LedgerFact => ({
  provider: "aeropay",
  key: `${fact.kind ?? "capture"}:${reference}`,
  kind: "capture",
  voids: null,
  outcome: "succeeded",
  amount_cents: 1_000,
  currency_code: "usd",
  payment_session_id: `payses_${reference}`,
  refund_id: null,
  provider_reference: reference,
  provider_parent: null,
  idempotency_key: null,
  correlation_id: null,
  occurred_at: inRange,
  ...fact,
})

type Planted = { theirs: SettlementLine[]; ours: LedgerFact[]; expected: DifferenceKind[] }

const PLANTS: ((reference: string, amount_cents: number) => Planted)[] = [
  (reference, amount_cents) => ({
    theirs: [lineOf(reference, { amount_cents })],
    ours: [factOf(reference, { amount_cents })],
    expected: [],
  }),
  (reference, amount_cents) => ({
    theirs: [lineOf(reference, { amount_cents, kind: "refund", status: "settled" })],
    ours: [factOf(reference, { amount_cents, kind: "refund" })],
    expected: [],
  }),
  (reference, amount_cents) => ({
    theirs: [],
    ours: [factOf(reference, { amount_cents })],
    expected: ["missing_at_provider"],
  }),
  (reference, amount_cents) => ({
    theirs: [lineOf(reference, { amount_cents })],
    ours: [],
    expected: ["missing_here"],
  }),
  (reference, amount_cents) => ({
    theirs: [lineOf(reference, { amount_cents: amount_cents + 1 })],
    ours: [factOf(reference, { amount_cents })],
    expected: ["amount_differs"],
  }),
  (reference, amount_cents) => ({
    theirs: [lineOf(reference, { amount_cents, status: "voided" })],
    ours: [factOf(reference, { amount_cents })],
    expected: ["status_differs"],
  }),
  (reference, amount_cents) => ({
    theirs: [lineOf(reference, { amount_cents }), lineOf(reference, { amount_cents, id: `again:${reference}` })],
    ours: [factOf(reference, { amount_cents })],
    expected: ["duplicate"],
  }),
  (reference, amount_cents) => ({
    theirs: [lineOf(reference, { amount_cents, status: "returned", occurred_at: longAgo })],
    ours: [factOf(reference, { amount_cents, occurred_at: longAgo })],
    expected: ["late_return"],
  }),
  (reference, amount_cents) => ({
    theirs: [lineOf(reference, { amount_cents }), lineOf(reference, { amount_cents })],
    ours: [factOf(reference, { amount_cents }), factOf(reference, { amount_cents })],
    expected: [],
  }),
]

/** Transactions, some of which were tampered with on one side, and the differences that this must come to. */
export const plan = fc
  .array(fc.tuple(fc.nat(PLANTS.length - 1), fc.integer({ min: 1, max: 500_000 })), { maxLength: 60 })
  .map((rows) => {
    const planted = rows.map(([plant, cents], n) => ({ reference: `t${n}`, ...PLANTS[plant](`t${n}`, cents) }))
    return {
      theirs: planted.flatMap(({ theirs }) => theirs),
      ours: planted.flatMap(({ ours }) => ours),
      expected: planted.flatMap(({ reference, expected }) => expected.map((kind) => `${reference} ${kind}`)).sort(),
    }
  })

/** Every difference between two sides, as `<reference> <kind>`. */
export function reconciled(theirs: SettlementLine[], ours: LedgerFact[]): string[] {
  const references = new Set([
    ...theirs.map(({ reference }) => reference as string),
    ...ours.map(({ provider_reference }) => provider_reference as string),
  ])
  return [...references]
    .flatMap((reference) => {
      const matter = {
        reference,
        theirs: theirs.filter((line) => line.reference === reference),
        ours: ours.filter(({ provider_reference }) => provider_reference === reference),
      }
      return compareLines(matter, range).differences.map(({ kind }) => `${reference} ${kind}`)
    })
    .sort()
}
