export type Confidence = "high" | "medium" | "low"

/** What a sale is counted against; the names are those of the product facts, and three that facts do not know yet. */
export type ProductBucket =
  | "flower"
  | "concentrate"
  | "inhalable_product"
  | "edible_solid"
  | "edible_liquid"
  | "low_dose_liquid_thc"
  | "otherwise_taken"
  | "immature_plants"
  | "seeds"

export type Route = "inhaled" | "oral" | "topical" | "otherwise"

/** A number as the law writes it: text, so that no float stands between the law and the sum. */
export type Decimal = string

export type Unit = "oz" | "g" | "fl_oz" | "ml" | "mg_thc" | "g_thc" | "each" | "program_unit"

export type Amount = { amount: Decimal; unit: Unit }

/** Set on a cap whose own number is less sure than its rule. */
type Doubt = { confidence?: "low"; enabled?: false; needs_confirmation?: true }

export type Cap = Doubt & {
  bucket: string
  max: Decimal
  unit: Unit
  counts: ProductBucket[]
  /** What is weighed; by default the product itself. */
  measured?: "contained_concentrate"
  program_unit?: (Amount & { counts: ProductBucket[] })[]
  age_min?: number
  age_max?: number
  note?: string
}

export type LimitMode =
  "independent" | "proportional" | "combined_weight" | "flower_equivalent" | "certification" | "units" | "not_for_sale"

export type LimitWindow =
  | { type: "transaction"; same_day: "default" | "always" }
  | { type: "calendar_day" }
  | { type: "calendar_month" }
  | { type: "rolling"; hours: number }
  | { type: "possession" }

export type PurchaseLimit = {
  customer: "adult" | "medical" | "medical_caregiver"
  residency: "any" | "resident" | "nonresident"
  mode: LimitMode
  window: LimitWindow
  caps: Cap[]
  sublimits?: Cap[]
  certification?: "required" | "may_replace"
  /** Id of the rule beside which this one holds, with a window of its own. */
  beside?: string
}

export type Equivalency = {
  type: string
  flower?: Amount
  equals?: (Amount & { counts: ProductBucket[] })[]
}

export type Tax = {
  name: string
  type: "ad_valorem" | "per_mg_thc" | "per_weight" | "per_unit"
  unit: "share" | "usd_per_mg_thc" | "usd_per_oz" | "usd_per_lb" | "usd_each"
  base: string
  /** Ids of the taxes whose cents belong to the base. */
  plus: string[]
  /** Both are one tax to the shopper: they are rounded together, and this one takes the difference. */
  rounds_with?: string
  customers: ("adult" | "medical")[]
  level: "retail" | "wholesale" | "cultivator"
  charged_to_consumer: boolean
  /** The rate is set by county or city and comes from the licensee's rate file. */
  local: boolean
  rate: Decimal | null
  max_rate?: Decimal
  /** Any of these; without it, every cannabis product. */
  applies_to?: { buckets: ProductBucket[]; routes?: Route[]; thc_pct_lte?: Decimal; thc_pct_gt?: Decimal }[]
}

export type MedicalTax = {
  excise_exempt: boolean | null
  sales_exempt: boolean | null
  excise_rate: Decimal | null
  sales_rate: Decimal | null
  conditions: string[]
}

export type ShipIn = "allowed" | "restricted" | "banned" | "gray"

export type HempShipping = {
  thca_flower_ship_in: ShipIn
  intoxicating_edible_ship_in: ShipIn
  cbd_isolate_ship_in: ShipIn
  min_age: number | null
  thc_basis: string
  caps: Record<string, Decimal>
  changes: { on: string; effect: string }[]
  after_federal_date: { thca_flower_ship_in: ShipIn; intoxicating_edible_ship_in: ShipIn }
}

export type RuleValues = {
  purchase_limit: PurchaseLimit
  equivalency: Equivalency
  tax: Tax
  medical_tax: MedicalTax
  hours: { open: string | null; close: string | null; local_may_restrict: boolean }
  delivery: { adult_home_delivery: boolean | null; medical_home_delivery: boolean | null }
  retail: { adult_retail: boolean }
  age: { customer: "adult" | "medical"; from_age: number; minor_patient_via_caregiver?: boolean; id_check?: string }
  promotion: { prohibits: ("adult_promotion" | "adult_loyalty" | "free_goods" | "below_cost")[]; rules: string[] }
  product_caps: Record<string, Decimal>
  records: { years: number | null }
  tracking: { system: string }
  hemp_shipping: HempShipping
  federal_hemp: {
    law: string
    total_thc_pct_max_dry: Decimal
    total_thc_includes: string[]
    thca_factor: Decimal
    total_thc_mg_per_container_max: Decimal
    container: string
    excluded: string[]
    seeds: string
    date_option: string
  }
  federal_interstate: { cannabis_crosses_state_lines: boolean; vapes_by_mail: boolean }
}

export type RuleKind = keyof RuleValues

export type Rule<K extends RuleKind = RuleKind> = {
  [Kind in K]: {
    id: string
    kind: Kind
    /** Days of the store, both included; null is "as far as is known". */
    effective_from: string | null
    effective_to: string | null
    confidence: Confidence
    enabled: boolean
    needs_confirmation: boolean
    /** Year, month or day of which the sources speak; null where nothing was read. */
    as_of: string | null
    sources: string[]
    note?: string
    value: RuleValues[Kind]
  }
}[K]

export type Jurisdiction = {
  $schema: string
  jurisdiction: string
  name: string
  /** `hemp_only`: no adult-use programme was studied. */
  coverage: "full" | "hemp_only"
  rules: Rule[]
}

export type Source = { reference: string; kind: string; read: boolean; note?: string }

export declare const states: Record<string, Jurisdiction>
export declare const federal: Jurisdiction
export declare const sources: Record<string, Source>
export declare const schema: Record<string, unknown>
/** One text for one content: what the hash of the version is made of, and what a diff may compare. */
export declare function canonical(value: unknown): string
export declare const version: { number: string; as_of: string; hash: string }
