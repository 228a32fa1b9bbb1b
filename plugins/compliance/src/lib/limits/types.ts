import type { Cap, LimitWindow, ProductBucket, Rule, Unit } from "@rise-via/jurisdictions"

/** What one package holds, as the product facts know it; null is unknown. */
export type CountedFacts = {
  limit_bucket: ProductBucket | "none" | null
  net_weight_g?: number | string | null
  net_volume_ml?: number | string | null
  units_per_package?: number | string | null
  total_thc_mg?: number | string | null
  /** Concentrate inside a product that is none itself; where the law weighs that (California). */
  contained_concentrate_g?: number | string | null
}

export type CountedLine = {
  facts: CountedFacts
  /** Packages, a whole number. */
  quantity: number
  /** Of these, how many came back: they count no more, in the window in which they were bought. */
  returned?: number
}

export type Purchase = { at: Date; lines: CountedLine[] }

/** What a practitioner or the patient registry allows one patient. */
export type Certification = { caps: Cap[]; window?: LimitWindow }

export type Shopper = {
  customer: "adult" | "medical" | "medical_caregiver"
  /** `unknown` is held to the stricter amounts of a nonresident. */
  residency?: "resident" | "nonresident" | "unknown"
  /** Whole years on the store's calendar; where amounts depend on it and it is unknown, the strictest holds. */
  age?: number
  certification?: Certification
}

export type LimitQuestion = {
  rules: Rule[]
  now: Date
  timeZone: string
  shopper: Shopper
  cart: CountedLine[]
  /** What the same person bought before, the cart not included. */
  purchases: Purchase[]
  /**
   * Whether orders of one store-local day are one transaction where the law limits a transaction; on unless the
   * licensee switched it off. A law that says so itself cannot be switched off.
   */
  sameDay?: boolean
}

export type LimitCode =
  | "compliance.limit_exceeded"
  | "compliance.limit_not_for_sale"
  | "compliance.limit_no_rule"
  | "compliance.limit_not_covered"
  | "compliance.limit_unconfirmed"
  | "compliance.limit_no_equivalence"
  | "compliance.limit_certification_needed"
  | "compliance.limit_fact_missing"

export type LimitReason = {
  code: LimitCode
  rule_id: string | null
  bucket: string | null
  /** Index of the cart's line, where one line is the reason. */
  line?: number
  /** Of `compliance.limit_fact_missing`: which. */
  fact?: string
}

/** Micrograms, nanolitres, whole pieces, or millionths of a programme's unit: always whole numbers. */
export type BaseUnit = "ug" | "nl" | "each" | "micro_unit"

export type BucketVerdict = {
  rule_id: string
  bucket: string
  unit: BaseUnit
  /** As the law writes it: for people. */
  legal: { max: string; unit: Unit }
  limit: number
  used: number
  in_cart: number
  /** What could still be bought beside used and cart, if it were of this bucket alone. */
  remaining: number
  decision: "allow" | "block"
  code: LimitCode | null
}

export type LimitVerdict = {
  decision: "allow" | "block"
  buckets: BucketVerdict[]
  reasons: LimitReason[]
  /** The rows of the data that were asked: an id alone does not say under which number. */
  rules: { id: string; effective_from: string | null }[]
}
