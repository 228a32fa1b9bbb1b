import type { Decimal, ProductBucket, Route, Rule, Tax } from "@rise-via/jurisdictions"

export type TaxedFacts = {
  limit_bucket: ProductBucket | "none" | null
  route?: Route | null
  thc_pct?: number | string | null
  total_thc_mg?: number | string | null
  net_weight_g?: number | string | null
  units_per_package?: number | string | null
}

export type TaxedLine = {
  id: string
  /** Price of the whole line after discounts and before any tax, in whole cents. */
  price_cents: number
  /** Packages, a whole number. */
  quantity: number
  facts: TaxedFacts
}

/** A row of the licensee's rate file. A rate of 0 says that the place has no such tax. */
export type LocalRate = {
  rule_id: string
  rate: Decimal
  effective_from: string | null
  effective_to: string | null
}

export type TaxQuestion = {
  rules: Rule[]
  now: Date
  timeZone: string
  /** `medical` only for a patient who meets the conditions of the state's exemption at this sale. */
  customer: "adult" | "medical"
  localRates: LocalRate[]
  lines: TaxedLine[]
}

/** What a receipt, a return and an auditor ask of one tax on one line. */
export type TaxComponent = {
  rule_id: string
  effective_from: string | null
  name: string
  unit: Tax["unit"]
  rate: Decimal
  /** Cents, milligrams of THC, grams or pieces, as `unit` says. */
  base: Decimal
  cents: number
  /** Before it was rounded half up, to at most six places. */
  exact_cents: Decimal
}

export type TaxCode =
  | "compliance.tax_no_rule"
  | "compliance.tax_ended"
  | "compliance.tax_unconfirmed"
  | "compliance.tax_local_rate_missing"
  | "compliance.tax_local_rate_too_high"
  | "compliance.tax_fact_missing"
  | "compliance.tax_not_cannabis"

export type TaxProblem = { code: TaxCode; rule_id: string | null; fact?: string }

export type LineTax = {
  id: string
  components: TaxComponent[]
  cents: number
  /** Not empty: the line must not be sold, for its tax is not known. */
  problems: TaxProblem[]
}

export type TaxVerdict = {
  lines: LineTax[]
  cents: number
  /** The rule that exempts a patient, if one does. */
  exemption: string | null
}
