import type { ProductFactsValues } from "../types"
import type { FactField, LimitBucket } from "./fact-names"

/**
 * Facts without which a sale of this bucket cannot be counted against a limit (Washington: WAC 314-55-095, grams for
 * flower, solids and concentrates, volume for liquids, THC for low-dose liquids, units for the rest) or labelled.
 */
const REQUIRED: Record<LimitBucket, FactField[]> = {
  flower: ["route", "net_weight_g", "units_per_package", "thc_pct", "total_thc_mg"],
  concentrate: ["route", "net_weight_g", "units_per_package", "thc_pct", "total_thc_mg", "thc_mg_per_unit"],
  edible_solid: ["route", "net_weight_g", "units_per_package", "total_thc_mg", "thc_mg_per_unit"],
  edible_liquid: ["route", "net_volume_ml", "units_per_package", "total_thc_mg", "thc_mg_per_unit"],
  low_dose_liquid_thc: ["route", "net_volume_ml", "units_per_package", "total_thc_mg", "thc_mg_per_unit"],
  otherwise_taken: ["route", "units_per_package", "total_thc_mg", "thc_mg_per_unit"],
  none: [],
}

/** Facts a label or a shopper wants, whose absence does not stop a sale. */
const ADVISED: FactField[] = ["brand", "producer_licence", "total_cbd_mg"]

type Facts = Partial<ProductFactsValues> & { lot_id?: string | null }

export const isCannabis = (facts: { limit_bucket?: string | null } | null | undefined) => facts?.limit_bucket !== "none"

/** Names of the facts that are unknown and stop the sale. A variant without facts lacks its bucket, hence everything. */
export function missingFacts(facts: Facts | null | undefined): FactField[] {
  if (!facts?.limit_bucket) {
    return ["limit_bucket"]
  }
  return REQUIRED[facts.limit_bucket].filter((field) => facts[field] == null)
}

/** What the completeness report recommends beside: label facts and the lot. */
export function advisedFacts(facts: Facts | null | undefined): (FactField | "lot")[] {
  if (!facts?.limit_bucket || !isCannabis(facts)) {
    return []
  }
  return [...ADVISED.filter((field) => facts[field] == null), ...(facts.lot_id ? [] : (["lot"] as const))]
}
