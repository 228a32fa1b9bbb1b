/**
 * What a sale is counted against. The names are those of the jurisdiction data; `none` is for goods that hold no
 * cannabis at all (a grinder, a hemp balm without THC).
 */
export const LIMIT_BUCKETS = [
  "flower",
  "concentrate",
  "edible_solid",
  "edible_liquid",
  "low_dose_liquid_thc",
  "otherwise_taken",
  "none",
] as const

/** How it enters the body. `otherwise` is what is neither smoked, eaten nor rubbed in (a patch, a suppository). */
export const ROUTES = ["inhaled", "oral", "topical", "otherwise"] as const

export const STRAIN_TYPES = ["indica", "indica_hybrid", "hybrid", "sativa_hybrid", "sativa", "cbd", "blend"] as const

/** `active` may be sold; the others may not, and stay for the records. */
export const LOT_STATUSES = ["active", "quarantined", "recalled", "closed"] as const

export const LAB_RESULTS = ["passed", "failed", "pending"] as const

export type LimitBucket = (typeof LIMIT_BUCKETS)[number]
export type Route = (typeof ROUTES)[number]
export type StrainType = (typeof STRAIN_TYPES)[number]
export type LotStatus = (typeof LOT_STATUSES)[number]
export type LabResult = (typeof LAB_RESULTS)[number]

/** Facts that are quantities, with their unit in the name. */
export const NUMBER_FACTS = [
  "net_weight_g",
  "net_volume_ml",
  "units_per_package",
  "thc_pct",
  "cbd_pct",
  "total_thc_mg",
  "thc_mg_per_unit",
  "total_cbd_mg",
] as const

export const TEXT_FACTS = ["brand", "producer_licence", "strain", "ingredients", "allergens"] as const

/** Every fact a variant has of its own, in the order in which people read them. */
export const FACT_FIELDS = [
  "limit_bucket",
  "route",
  "is_infused",
  "is_low_dose_liquid",
  ...NUMBER_FACTS,
  "strain_type",
  "terpenes",
  ...TEXT_FACTS,
] as const

/** What is known of a lot: the batch that came from one producer with one certificate of analysis. */
export const LOT_FIELDS = [
  "code",
  "status",
  "harvested_on",
  "packed_on",
  "expires_on",
  "lab_result",
  "lab_name",
  "lab_licence",
  "coa_number",
  "tested_on",
] as const

export type NumberFact = (typeof NUMBER_FACTS)[number]
export type FactField = (typeof FACT_FIELDS)[number]
export type LotField = (typeof LOT_FIELDS)[number]

/** US fluid ounce in millilitres, as the jurisdiction data gives it. */
export const ML_PER_FL_OZ = 29.5735

/** Fluid ounces of a volume in millilitres, to four places: limits compare with a tolerance of 0.005. */
export const toFlOz = (ml: number | null | undefined) =>
  ml == null ? null : Math.round((ml / ML_PER_FL_OZ) * 10_000) / 10_000
