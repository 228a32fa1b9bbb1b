import { NUMBER_FACTS, TEXT_FACTS } from "../../lib/fact-names"
import type { VariantFacts } from "./product-facts"

/** What the form holds: text as typed, and empty for "not known". */
export type FactsDraft = Record<string, string | boolean>

const CHOICES = ["limit_bucket", "route", "strain_type"] as const
const FLAGS = ["is_infused", "is_low_dose_liquid"] as const

export function draftOf({ product_facts: facts }: VariantFacts): FactsDraft {
  const words = [...CHOICES, ...NUMBER_FACTS, ...TEXT_FACTS].map((field) => [field, facts?.[field]?.toString() ?? ""])
  const flags = FLAGS.map((field) => [field, facts?.[field] ?? false])
  return { ...Object.fromEntries(words), ...Object.fromEntries(flags), lot: facts?.lot?.code ?? "", why: "" }
}

/** The fields that were changed, as the route takes them; or the number field that is none. */
export function bodyOf(draft: FactsDraft, before: FactsDraft): { body: Record<string, unknown> } | { wrong: string } {
  const body: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(draft)) {
    if (value === before[field] || field === "why") {
      continue
    }
    if ((NUMBER_FACTS as readonly string[]).includes(field)) {
      const number = value === "" ? null : Number(value)
      if (Number.isNaN(number)) {
        return { wrong: field }
      }
      body[field] = number
    } else if (field === "lot") {
      body.lot = value === "" ? null : { code: value }
    } else {
      body[field] = value === "" ? null : value
    }
  }
  return { body: draft.why ? { ...body, why: draft.why } : body }
}
