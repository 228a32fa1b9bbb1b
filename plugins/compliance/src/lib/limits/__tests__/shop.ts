import { states, type Rule } from "@rise-via/jurisdictions"
import { evaluateLimits } from ".."
import type { CountedFacts, CountedLine, LimitQuestion, Purchase, Shopper } from ".."

const line = (facts: CountedFacts, quantity: number): CountedLine => ({ facts, quantity })

export const flower = (grams: number | string, quantity = 1) =>
  line({ limit_bucket: "flower", net_weight_g: grams, units_per_package: 1, total_thc_mg: 100 }, quantity)
/** A concentrate of 80 % THC. */
export const concentrate = (grams: number, quantity = 1) =>
  line(
    { limit_bucket: "concentrate", net_weight_g: grams, net_volume_ml: grams, total_thc_mg: Math.round(grams * 800) },
    quantity
  )
export const edible = (thcMg: number, quantity = 1, grams = 50) =>
  line({ limit_bucket: "edible_solid", net_weight_g: grams, units_per_package: 10, total_thc_mg: thcMg }, quantity)
export const drink = (ml: number, quantity = 1, thcMg = 100) =>
  line({ limit_bucket: "edible_liquid", net_volume_ml: ml, total_thc_mg: thcMg }, quantity)
export const seltzer = (thcMg: number, quantity = 1) =>
  line({ limit_bucket: "low_dose_liquid_thc", net_volume_ml: 355, total_thc_mg: thcMg }, quantity)
export const pieces = (bucket: "otherwise_taken" | "immature_plants" | "seeds", count: number, quantity = 1) =>
  line({ limit_bucket: bucket, units_per_package: count, total_thc_mg: 100 }, quantity)
export const vape = (grams: number, quantity = 1) =>
  line({ limit_bucket: "inhalable_product", net_weight_g: grams, total_thc_mg: Math.round(grams * 800) }, quantity)
export const grinder = () => line({ limit_bucket: "none" }, 1)

export const adult: Shopper = { customer: "adult", residency: "resident", age: 30 }
export const visitor: Shopper = { customer: "adult", residency: "nonresident", age: 30 }
export const patient: Shopper = { customer: "medical", residency: "resident", age: 30 }
export const caregiver: Shopper = { customer: "medical_caregiver", residency: "resident", age: 30 }

/** 22 November 2026, noon in the store. */
export const NOON = new Date("2026-11-22T20:00:00Z")
export const PACIFIC = "America/Los_Angeles"

export function ask(state: string, cart: CountedLine[], more: Partial<LimitQuestion> = {}) {
  const question = { now: NOON, timeZone: PACIFIC, shopper: adult, purchases: [], ...more }
  return evaluateLimits({ rules: states[state].rules, cart, ...question })
}

export const bought = (at: string, ...lines: CountedLine[]): Purchase => ({ at: new Date(at), lines })

export const remaining = (verdict: ReturnType<typeof ask>, bucket: string) =>
  verdict.buckets.find((one) => one.bucket === bucket)?.remaining

/** The same rules with every doubt confirmed, as a licensee may have done. */
export const confirmed = (state: string): Rule[] =>
  JSON.parse(JSON.stringify(states[state].rules), (key, value) =>
    key === "enabled" ? true : key === "needs_confirmation" ? false : value
  )
