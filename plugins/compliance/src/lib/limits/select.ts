import type { Cap, Equivalency, PurchaseLimit, Rule, RuleKind } from "@rise-via/jurisdictions"
import type { LocalDay } from "../local-time"
import type { Shopper } from "./types"

/** The rows that hold on a day of the store's calendar; both ends of a range belong to it. */
export const rulesOn = (rules: Rule[], day: LocalDay) =>
  rules.filter(
    ({ effective_from: from, effective_to: to }) => (from === null || from <= day) && (to === null || day <= to)
  )

export const ofKind = <K extends RuleKind>(rules: Rule[], kind: K) =>
  rules.filter((rule) => rule.kind === kind) as Rule<K>[]

/**
 * A caregiver buys for the patient, hence within the patient's amounts where the state has none of their own; a state
 * without medical sales has only adults.
 */
const FALLBACK: Record<Shopper["customer"], PurchaseLimit["customer"][]> = {
  adult: ["adult"],
  medical: ["medical", "adult"],
  medical_caregiver: ["medical_caregiver", "medical", "adult"],
}

/** Every limit that this shopper must keep; several where a state sums over a day and a month. */
export function limitsFor(rules: Rule[], { customer, residency = "unknown" }: Shopper): Rule<"purchase_limit">[] {
  const limits = ofKind(rules, "purchase_limit")
  const first = FALLBACK[customer].find((one) => limits.some(({ value }) => value.customer === one))
  const own = limits.filter(({ value }) => value.customer === first)
  const splits = own.some(({ value }) => value.residency !== "any")
  const wanted = splits && residency !== "resident" ? "nonresident" : residency
  return own.filter(({ value }) => value.residency === "any" || value.residency === wanted)
}

/** The state's equivalence, if it says one. Not confirmed is the same as none. */
export const equivalenceIn = (rules: Rule[]): Equivalency | undefined =>
  ofKind(rules, "equivalency").find(({ enabled, value }) => enabled && value.equals)?.value

/** Caps for the shopper's age. Of an unknown age every age's cap holds, so that the strictest decides. */
const ofAge = (caps: Cap[], age: number | undefined) =>
  caps.filter(
    ({ age_min: min, age_max: max }) =>
      age === undefined || ((min === undefined || min <= age) && (max === undefined || age <= max))
  )

/** The limit as it stands for this shopper: caps of their age, and a certification in place of what it replaces. */
export function limitOf({ value }: Rule<"purchase_limit">, { age, certification }: Shopper): PurchaseLimit {
  const limit = { ...value, caps: ofAge(value.caps, age), sublimits: ofAge(value.sublimits ?? [], age) }
  if (!certification || !value.certification) {
    return limit
  }
  const window = certification.window ?? value.window
  if (value.certification === "required") {
    return { ...limit, window, caps: certification.caps }
  }
  const replaced = certification.caps.map(({ bucket }) => bucket)
  const kept = limit.caps.filter(({ bucket }) => !replaced.includes(bucket))
  return { ...limit, window, caps: [...kept, ...certification.caps] }
}
