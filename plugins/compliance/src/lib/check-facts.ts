import type { ProductFactsValues } from "../types"
import type { FactField } from "./fact-names"

export type FactProblem = { field: FactField; message: string }

type KnownFacts = Partial<ProductFactsValues>

/** Milligrams or percent may be rounded on a label; a real mistake (a slipped digit) is far beyond this. */
const agree = (a: number, b: number) => Math.abs(a - b) <= Math.max(0.5, 0.02 * Math.max(a, b))

const known = (...values: (number | null | undefined)[]) => values.every((value) => value != null)

/**
 * Contradictions between facts that are known. What is missing is no contradiction: `missingFacts` speaks of that.
 * The database checks the same, so that no other way in can store a contradiction either.
 */
export function checkFacts(facts: KnownFacts): FactProblem[] {
  return [...checkBucket(facts), ...checkCannabinoids(facts)]
}

function checkBucket(facts: KnownFacts): FactProblem[] {
  const problems: FactProblem[] = []
  const { limit_bucket: bucket, route, thc_mg_per_unit: perUnit } = facts
  const lowDose = bucket === "low_dose_liquid_thc"

  if (!!facts.is_low_dose_liquid !== lowDose) {
    problems.push({
      field: "is_low_dose_liquid",
      message: lowDose
        ? "must be true in the bucket low_dose_liquid_thc"
        : "is only for the bucket low_dose_liquid_thc",
    })
  }
  if (lowDose && known(perUnit) && perUnit! > 4) {
    problems.push({ field: "thc_mg_per_unit", message: "must be at most 4 mg for a low-dose liquid" })
  }
  if (bucket === "none" && [facts.thc_pct, facts.total_thc_mg, perUnit].some((value) => (value ?? 0) > 0)) {
    problems.push({ field: "limit_bucket", message: "cannot be none for goods that hold THC" })
  }
  if (route && bucket && bucket !== "none" && (route === "otherwise") !== (bucket === "otherwise_taken")) {
    problems.push({ field: "route", message: "otherwise and the bucket otherwise_taken go together" })
  }
  return problems
}

function checkCannabinoids(facts: KnownFacts): FactProblem[] {
  const problems: FactProblem[] = []
  const { net_weight_g: grams, units_per_package: units, thc_mg_per_unit: perUnit, total_thc_mg: thc } = facts

  if (known(units, perUnit, thc) && !agree(units! * perUnit!, thc!)) {
    problems.push({ field: "total_thc_mg", message: `${thc} mg is not ${units} units of ${perUnit} mg` })
  }
  // Percent by weight is what flower and concentrates are labelled with; an edible's weight says nothing of its THC.
  if (facts.limit_bucket === "flower" || facts.limit_bucket === "concentrate") {
    if (known(grams, facts.thc_pct, thc) && !agree(grams! * facts.thc_pct! * 10, thc!)) {
      problems.push({ field: "total_thc_mg", message: `${thc} mg is not ${facts.thc_pct} % of ${grams} g` })
    }
    if (known(grams, facts.cbd_pct, facts.total_cbd_mg) && !agree(grams! * facts.cbd_pct! * 10, facts.total_cbd_mg!)) {
      problems.push({
        field: "total_cbd_mg",
        message: `${facts.total_cbd_mg} mg is not ${facts.cbd_pct} % of ${grams} g`,
      })
    }
  }
  if ((facts.thc_pct ?? 0) + (facts.cbd_pct ?? 0) > 100) {
    problems.push({ field: "cbd_pct", message: "THC and CBD together exceed 100 %" })
  }
  return problems
}
