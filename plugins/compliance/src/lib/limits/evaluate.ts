import type { Rule } from "@rise-via/jurisdictions"
import { localDay } from "../local-time"
import { countable, evaluateRule, forEachLine } from "./evaluate-rule"
import { equivalenceIn, limitsFor, rulesOn } from "./select"
import type { LimitQuestion, LimitReason, LimitVerdict } from "./types"
import { countsNow } from "./window"

/**
 * Whether a cart may be sold beside what the same person bought before, and what remains of each bucket. Every limit
 * of the state for this shopper must hold. What is not known refuses: a bucket or fact of a line, a rule for the day,
 * a rule that the licensee has not confirmed. Pure: the same question has the same answer, then and later.
 */
export function evaluateLimits(question: LimitQuestion): LimitVerdict {
  const rules = rulesOn(question.rules, localDay(question.now, question.timeZone))
  const limits = limitsFor(rules, question.shopper)
  const equivalence = equivalenceIn(rules)
  const each = limits.map((rule) => evaluateRule(rule, equivalence, question))
  const reasons = [
    ...withoutBucket(question, limits),
    ...(limits.length ? [] : forEachLine(question.cart, "compliance.limit_no_rule", null)),
    ...each.flatMap((one) => one.reasons),
  ]
  return {
    decision: reasons.length ? "block" : "allow",
    buckets: each.flatMap(({ buckets }) => buckets),
    reasons,
    rules: limits.map(({ id, effective_from }) => ({ id, effective_from })),
  }
}

/** A line whose bucket nobody knows could be of any; one that was bought counts nowhere, hence refuses a cart too. */
function withoutBucket(question: LimitQuestion, limits: Rule<"purchase_limit">[]): LimitReason[] {
  const { cart, purchases } = question
  const reason = { code: "compliance.limit_fact_missing", rule_id: null, bucket: null, fact: "limit_bucket" } as const
  const unknown = cart.flatMap((line, index) =>
    countable(line) && !line.facts.limit_bucket ? [{ ...reason, line: index }] : []
  )
  const before = purchases
    .filter((purchase) => limits.some(({ value }) => countsNow(value.window, purchase, question)))
    .some(({ lines }) => lines.some((line) => countable(line) && !line.facts.limit_bucket))
  return before && cart.some(countable) ? [...unknown, reason] : unknown
}
