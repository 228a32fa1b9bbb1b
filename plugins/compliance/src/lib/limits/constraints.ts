import type { Cap, Equivalency, ProductBucket, PurchaseLimit } from "@rise-via/jurisdictions"
import { add, fraction, multiply, ZERO, type Fraction } from "../decimal"
import { measureLine, packages, toBase, unitOf, type Measure } from "./measure"
import type { CountedLine } from "./types"

/** Some buckets, how they are measured, and what one base unit of that measure counts for. */
type Term = { counts: readonly ProductBucket[]; measure: Measure; ratio: Fraction }

/** A cap as a sum: what its terms count together must not be more than `limit` base units. */
export type Constraint = { cap: Cap; limit: bigint; terms: Term[]; confirmed: boolean }

const ONE = fraction(1n)

/** What the caps of a limit count. Sublimits stand beside the pool that they are a part of. */
export function constraintsOf(limit: PurchaseLimit, equivalence: Equivalency | undefined): Constraint[] {
  const pooled = limit.mode === "combined_weight" || limit.mode === "flower_equivalent"
  const caps = limit.caps.map((cap) => {
    if (cap.program_unit) {
      return constraint(cap, unitTerms(cap))
    }
    return constraint(cap, pooled ? poolTerms(cap, equivalence, limit.mode === "combined_weight") : plainTerms(cap))
  })
  return [...caps, ...(limit.sublimits ?? []).map((cap) => constraint(cap, plainTerms(cap)))]
}

const constraint = (cap: Cap, terms: Term[]): Constraint => ({
  cap,
  terms,
  limit: toBase(cap.max, cap.unit),
  confirmed: cap.enabled !== false,
})

const plainTerms = (cap: Cap): Term[] => [
  { counts: cap.counts, measure: cap.measured ?? unitOf(cap.unit).measure, ratio: ONE },
]

/** Every bucket as flower by the state's equivalence; without one a pool weighs the product, an equivalent has no term. */
function poolTerms(cap: Cap, equivalence: Equivalency | undefined, weighs: boolean): Term[] {
  return cap.counts.flatMap((bucket): Term[] => {
    const equal = bucket === "flower" ? undefined : equivalence?.equals?.find(({ counts }) => counts.includes(bucket))
    if (equal) {
      const { amount, unit } = equivalence!.flower!
      const ratio = fraction(toBase(amount, unit), toBase(equal.amount, equal.unit))
      return [{ counts: [bucket], measure: unitOf(equal.unit).measure, ratio }]
    }
    return weighs || bucket === "flower" ? [{ counts: [bucket], measure: "weight", ratio: ONE }] : []
  })
}

const unitTerms = (cap: Cap): Term[] =>
  cap.program_unit!.map(({ counts, amount, unit }) => ({
    counts,
    measure: unitOf(unit).measure,
    ratio: fraction(unitOf("program_unit").factor, toBase(amount, unit)),
  }))

/** Why a line cannot be counted: a fact that nobody knows, or no equivalence for its bucket. */
export type Uncounted = { line: number; fact: string | null }

/** What lines count for under a constraint; exact, hence the same however they are split or ordered. */
export function countLines({ cap, terms }: Constraint, lines: CountedLine[]) {
  const sums = terms.map(() => 0n)
  const uncounted: Uncounted[] = []
  lines.forEach((line, index) => {
    const bucket = line.facts.limit_bucket
    if (!bucket || bucket === "none" || packages(line) === 0 || !cap.counts.includes(bucket)) {
      return
    }
    const at = terms.findIndex(({ counts }) => counts.includes(bucket))
    const measured = at < 0 ? undefined : measureLine(line, terms[at].measure)
    if (measured && "amount" in measured) {
      sums[at] += measured.amount
    } else {
      uncounted.push({ line: index, fact: measured ? measured.missing : null })
    }
  })
  const total = terms.reduce((sum, { ratio }, index) => add(sum, multiply(fraction(sums[index]), ratio)), ZERO)
  return { total, uncounted }
}
