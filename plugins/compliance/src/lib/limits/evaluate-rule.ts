import type { Equivalency, PurchaseLimit, Rule } from "@rise-via/jurisdictions"
import { add, ceil, floor, fraction, isMore, multiply, subtract, ZERO, type Fraction } from "../decimal"
import { constraintsOf, countLines, type Constraint } from "./constraints"
import { packages, toleranceOf, unitOf } from "./measure"
import { limitOf } from "./select"
import type { BucketVerdict, CountedLine, LimitCode, LimitQuestion, LimitReason } from "./types"
import { countsNow } from "./window"

/** One constraint with what was bought and what lies in the cart. */
type Counted = Constraint & { used: Fraction; inCart: Fraction; cartHas: boolean }

type RuleVerdict = { buckets: BucketVerdict[]; reasons: LimitReason[] }

export const countable = (line: CountedLine) => line.facts.limit_bucket !== "none" && packages(line) > 0

/** What one limit says of cart and purchases. */
export function evaluateRule(
  rule: Rule<"purchase_limit">,
  equivalence: Equivalency | undefined,
  question: LimitQuestion
): RuleVerdict {
  const limit = limitOf(rule, question.shopper)
  const bought = question.purchases
    .filter((purchase) => countsNow(limit.window, purchase, question))
    .flatMap(({ lines }) => lines)
  const refusal = refusalOf(rule, limit, question)
  const reasons = refusal ? forEachLine(question.cart, refusal, rule.id) : notCovered(rule, limit, question.cart)
  const counted = constraintsOf(limit, equivalence).map((constraint): Counted => {
    const cart = countLines(constraint, question.cart)
    const past = countLines(constraint, bought)
    const cartHas = cart.total.n > 0n || cart.uncounted.length > 0
    if (!refusal) {
      reasons.push(...uncounted(rule.id, constraint, cart.uncounted, true))
      reasons.push(...(cartHas ? uncounted(rule.id, constraint, past.uncounted, false) : []))
    }
    return { ...constraint, used: past.total, inCart: cart.total, cartHas }
  })
  const buckets = verdicts(rule.id, limit, counted, refusal)
  const over = buckets.filter(({ code }) => code && !refusal)
  reasons.push(...over.map(({ bucket, code }) => ({ code: code!, rule_id: rule.id, bucket })))
  return { buckets, reasons }
}

/** What refuses every line at once, whatever it holds. */
function refusalOf(
  rule: Rule<"purchase_limit">,
  { mode }: PurchaseLimit,
  { shopper }: LimitQuestion
): LimitCode | null {
  if (mode === "not_for_sale") {
    return "compliance.limit_not_for_sale"
  }
  if (!rule.enabled) {
    return "compliance.limit_unconfirmed"
  }
  return rule.value.certification === "required" && !shopper.certification
    ? "compliance.limit_certification_needed"
    : null
}

export const forEachLine = (cart: CountedLine[], code: LimitCode, ruleId: string | null): LimitReason[] =>
  cart.flatMap((line, index) =>
    countable(line) ? [{ code, rule_id: ruleId, bucket: line.facts.limit_bucket, line: index }] : []
  )

/** What the law's text does not speak of is refused. A rule beside another speaks only of its own buckets. */
function notCovered(rule: Rule<"purchase_limit">, limit: PurchaseLimit, cart: CountedLine[]): LimitReason[] {
  const covered = new Set<string>(limit.caps.flatMap(({ counts }) => counts))
  return cart.flatMap((line, index): LimitReason[] => {
    const bucket = line.facts.limit_bucket
    if (rule.value.beside || !countable(line) || !bucket || covered.has(bucket)) {
      return []
    }
    return [{ code: "compliance.limit_not_covered", rule_id: rule.id, bucket, line: index }]
  })
}

const uncounted = (
  ruleId: string,
  { cap }: Constraint,
  found: ReturnType<typeof countLines>["uncounted"],
  inCart: boolean
): LimitReason[] =>
  found.map(({ line, fact }) => ({
    code: fact ? "compliance.limit_fact_missing" : "compliance.limit_no_equivalence",
    rule_id: ruleId,
    bucket: cap.bucket,
    ...(inCart ? { line } : {}),
    ...(fact ? { fact } : {}),
  }))

const sum = ({ used, inCart }: Counted) => add(used, inCart)
const NONE_LEFT = { over: true, left: ZERO }

function verdicts(
  ruleId: string,
  limit: PurchaseLimit,
  counted: Counted[],
  refusal: LimitCode | null
): BucketVerdict[] {
  const standing =
    limit.mode === "proportional"
      ? proportional(counted)
      : counted.map((one, index) => alone(one, counted, index, limit))
  return counted.map((one, index) => {
    const { over, left } = refusal || !one.confirmed ? NONE_LEFT : standing[index]
    const code = !one.cartHas || !over ? null : (refusal ?? exceeded(one))
    return {
      rule_id: ruleId,
      bucket: one.cap.bucket,
      unit: unitOf(one.cap.unit).base,
      legal: { max: one.cap.max, unit: one.cap.unit },
      limit: Number(one.limit),
      used: Number(ceil(one.used)),
      in_cart: Number(ceil(one.inCart)),
      remaining: Number(left.n > 0n ? floor(left) : 0n),
      decision: code ? "block" : "allow",
      code,
    }
  })
}

const exceeded = (one: Counted): LimitCode =>
  one.confirmed ? "compliance.limit_exceeded" : "compliance.limit_unconfirmed"

/** A cap by itself. What remains of a part is never more than what remains of the pool around it. */
function alone(one: Counted, all: Counted[], index: number, limit: PurchaseLimit) {
  const left = leftOf(one)
  const over = isMore(sum(one), fraction(one.limit + toleranceOf(one.cap.unit)))
  const isPart = index >= limit.caps.length
  const pools = isPart ? all.slice(0, limit.caps.length).map(leftOf) : []
  return { over, left: pools.reduce((least, pool) => (isMore(least, pool) ? pool : least), left) }
}

const leftOf = (one: Counted) => subtract(fraction(one.limit), sum(one))

/** Shares of the caps add up to at most a whole; the tolerance is that of the largest cap in ounces. */
function proportional(counted: Counted[]) {
  const whole = fraction(1n)
  const taken = counted.reduce((all, one) => add(all, share(one)), ZERO)
  const loose = counted.filter(({ cap, limit }) => toleranceOf(cap.unit) > 0n && limit > 0n)
  const largest = loose.reduce((most, { limit }) => (limit > most ? limit : most), 0n)
  const tolerance = largest > 0n ? fraction(toleranceOf("oz"), largest) : ZERO
  const over = isMore(taken, add(whole, tolerance))
  return counted.map((one) => ({ over, left: multiply(subtract(whole, taken), fraction(one.limit)) }))
}

/** Of a cap of nothing, anything is more than the whole. */
const share = (one: Counted): Fraction =>
  one.limit > 0n ? multiply(sum(one), fraction(1n, one.limit)) : fraction(sum(one).n > 0n ? 2n : 0n)
