import type { ProductBucket, Unit } from "@rise-via/jurisdictions"
import { ceil, floor, fraction, multiply, parseDecimal, toText, type Fraction } from "../decimal"
import type { BaseUnit, CountedFacts, CountedLine } from "./types"

export type Measure = "weight" | "volume" | "thc" | "units" | "contained_concentrate"

type UnitOfLaw = { measure: Measure; base: BaseUnit; factor: bigint }

const UNITS: Record<Unit, UnitOfLaw> = {
  oz: { measure: "weight", base: "ug", factor: 28_349_523n },
  g: { measure: "weight", base: "ug", factor: 1_000_000n },
  fl_oz: { measure: "volume", base: "nl", factor: 29_573_500n },
  ml: { measure: "volume", base: "nl", factor: 1_000_000n },
  mg_thc: { measure: "thc", base: "ug", factor: 1_000n },
  g_thc: { measure: "thc", base: "ug", factor: 1_000_000n },
  each: { measure: "units", base: "each", factor: 1n },
  program_unit: { measure: "units", base: "micro_unit", factor: 1_000_000n },
}

/**
 * Half an ounce is sold as 14.17 or 14.175 g: what ounces lose in grams is 0.005 g, or 0.005 ml, and never more. What
 * the law writes in grams or milligrams needs none.
 */
export const toleranceOf = (unit: Unit) => (unit === "oz" || unit === "fl_oz" ? 5_000n : 0n)

export const unitOf = (unit: Unit) => UNITS[unit]

/** An amount of the law in base units; a fraction of one is not allowed to be bought. */
export const toBase = (amount: string, unit: Unit): bigint =>
  floor(multiply(parseDecimal(amount), fraction(UNITS[unit].factor)))

/** Base units as the law's unit, to at most four places and rounded down, for people: 7087380 ug is `0.2499` oz. */
export const fromBase = (amount: bigint | number, unit: Unit): string =>
  toText(fraction(BigInt(amount), UNITS[unit].factor), 4)

type QuantityFact = Exclude<keyof CountedFacts, "limit_bucket">

const FACTS: Record<Measure, { fact: QuantityFact; factor: bigint }> = {
  weight: { fact: "net_weight_g", factor: 1_000_000n },
  volume: { fact: "net_volume_ml", factor: 1_000_000n },
  thc: { fact: "total_thc_mg", factor: 1_000n },
  units: { fact: "units_per_package", factor: 1n },
  contained_concentrate: { fact: "contained_concentrate_g", factor: 1_000_000n },
}

const CONCENTRATES: ProductBucket[] = ["concentrate", "inhalable_product"]

/** Which fact says how much of a product counts. A concentrate contains itself, unless its label says otherwise. */
function factOf(facts: CountedFacts, measure: Measure) {
  const itself = measure === "contained_concentrate" && CONCENTRATES.includes(facts.limit_bucket as ProductBucket)
  return itself && facts.contained_concentrate_g == null ? FACTS.weight : FACTS[measure]
}

export type Measured = { amount: bigint } | { missing: string }

/** How much of a line counts, in base units; a fraction of one counts as a whole. */
export function measureLine(line: CountedLine, measure: Measure): Measured {
  const { fact, factor } = factOf(line.facts, measure)
  const value = line.facts[fact]
  if (value == null) {
    return { missing: fact }
  }
  const each: Fraction = parseDecimal(value)
  if (each.n < 0n) {
    return { missing: fact }
  }
  return { amount: ceil(multiply(each, fraction(factor))) * BigInt(packages(line)) }
}

/** Packages that the shopper keeps. */
export function packages({ quantity, returned = 0 }: CountedLine): number {
  if (!Number.isSafeInteger(quantity) || !Number.isSafeInteger(returned) || returned < 0 || returned > quantity) {
    throw new Error(`A line of ${quantity} packages, ${returned} of them returned, cannot be counted`)
  }
  return quantity - returned
}
