import type { Tax } from "@rise-via/jurisdictions"
import { add, fraction, halfUp, isMore, multiply, parseDecimal, toText, type Fraction } from "../decimal"
import { localDay } from "../local-time"
import { stackOf, type RatedTax, type Stack } from "./stack"
import type { LineTax, TaxComponent, TaxedFacts, TaxedLine, TaxProblem, TaxQuestion, TaxVerdict } from "./types"

/**
 * The taxes of each line, in whole cents: each is rounded half up by itself (two rates of one sales tax together), and a
 * tax on a tax takes the rounded cents, so that receipt, provider and return add up alike. A line with a problem has no tax that could be relied on.
 */
export function evaluateTaxes(question: TaxQuestion): TaxVerdict {
  const stack = stackOf(question, localDay(question.now, question.timeZone))
  const lines = question.lines.map((line) => taxLine(line, stack))
  return { lines, cents: lines.reduce((all, { cents }) => all + cents, 0), exemption: stack.exemption }
}

function taxLine(line: TaxedLine, stack: Stack): LineTax {
  if (!Number.isSafeInteger(line.price_cents) || line.price_cents < 0 || !Number.isSafeInteger(line.quantity)) {
    throw new Error(`Line ${line.id} of ${line.quantity} for ${line.price_cents} cents cannot be taxed`)
  }
  const refused = (problems: TaxProblem[]): LineTax => ({ id: line.id, components: [], cents: 0, problems })
  if (line.facts.limit_bucket === "none") {
    return refused([{ code: "compliance.tax_not_cannabis", rule_id: null }])
  }
  if (!line.facts.limit_bucket) {
    return refused([{ code: "compliance.tax_fact_missing", rule_id: null, fact: "limit_bucket" }])
  }
  const components: TaxComponent[] = []
  const problems = [...stack.problems]
  for (const tax of stack.taxes) {
    const made = componentOf(tax, line, components)
    problems.push(...("problem" in made ? [made.problem] : []))
    components.push(...("component" in made ? [made.component] : []))
  }
  if (problems.length) {
    return refused(problems)
  }
  return { id: line.id, components, cents: components.reduce((all, { cents }) => all + cents, 0), problems: [] }
}

type Made = { component: TaxComponent } | { problem: TaxProblem } | Record<string, never>

function componentOf({ rule, rate, problem }: RatedTax, line: TaxedLine, before: TaxComponent[]): Made {
  const applies = appliesTo(rule.value, line.facts)
  if (applies === false) {
    return {}
  }
  if (applies !== true) {
    return { problem: { code: "compliance.tax_fact_missing", rule_id: rule.id, fact: applies } }
  }
  if (problem || rate === null) {
    return { problem: problem ?? { code: "compliance.tax_unconfirmed", rule_id: rule.id } }
  }
  const base = baseOf(rule.value, line, before)
  if ("missing" in base) {
    return { problem: { code: "compliance.tax_fact_missing", rule_id: rule.id, fact: base.missing } }
  }
  const exact = multiply(multiply(base.amount, parseDecimal(rate)), base.centsPerRate)
  return {
    component: {
      rule_id: rule.id,
      effective_from: rule.effective_from,
      name: rule.value.name,
      unit: rule.value.unit,
      rate,
      base: toText(base.amount, 6),
      cents: centsOf(rule.value, exact, before),
      exact_cents: toText(exact, 6),
    },
  }
}

/** Half up; two rates of one tax are rounded as the one that the shopper sees. */
function centsOf({ rounds_with: other }: Tax, exact: Fraction, before: TaxComponent[]): number {
  const partner = before.find(({ rule_id }) => rule_id === other)
  return partner ? Number(halfUp(add(exact, parseDecimal(partner.exact_cents)))) - partner.cents : Number(halfUp(exact))
}

/** Whether a tax is due on a product, or the name of the fact that would tell. */
function appliesTo({ applies_to: kinds }: Tax, facts: TaxedFacts): boolean | "route" | "thc_pct" {
  if (!kinds) {
    return true
  }
  const ofBucket = kinds.filter(({ buckets }) => buckets.includes(facts.limit_bucket as never))
  if (ofBucket.some(({ routes }) => routes) && !facts.route) {
    return "route"
  }
  const found = ofBucket.find(({ routes }) => !routes || routes.includes(facts.route!))
  const { thc_pct_lte: most, thc_pct_gt: above } = found ?? {}
  if (!found || (most === undefined && above === undefined)) {
    return !!found
  }
  if (facts.thc_pct == null) {
    return "thc_pct"
  }
  const pct = parseDecimal(facts.thc_pct)
  const isAbove = above === undefined || isMore(pct, parseDecimal(above))
  return isAbove && (most === undefined || !isMore(pct, parseDecimal(most)))
}

/** What is taxed; and how many cents one rate of one unit of it is, dollars being a hundred. */
type Base = { amount: Fraction; centsPerRate: Fraction } | { missing: string }

const FACT = {
  usd_per_mg_thc: "total_thc_mg",
  usd_per_oz: "net_weight_g",
  usd_per_lb: "net_weight_g",
  usd_each: "units_per_package",
} as const
const DOLLAR = fraction(100n)
const GRAMS = { usd_per_oz: parseDecimal("28.349523"), usd_per_lb: parseDecimal("453.59237") }

function baseOf({ unit, plus }: Tax, line: TaxedLine, before: TaxComponent[]): Base {
  if (unit === "share") {
    const added = before.filter(({ rule_id }) => plus.includes(rule_id)).reduce((all, { cents }) => all + cents, 0)
    return { amount: fraction(BigInt(line.price_cents + added)), centsPerRate: fraction(1n) }
  }
  const value = line.facts[FACT[unit]]
  if (value == null) {
    return { missing: FACT[unit] }
  }
  const amount = multiply(parseDecimal(value), fraction(BigInt(line.quantity)))
  const grams = unit === "usd_per_oz" || unit === "usd_per_lb" ? GRAMS[unit] : fraction(1n)
  return { amount, centsPerRate: multiply(DOLLAR, fraction(grams.d, grams.n)) }
}
