import type { GateItem, GateReason } from "@rise-via/core"
import { missingFacts } from "./missing-facts"

/** One reason for each variant whose facts are not known, and for each line that has no variant to have facts. */
export function factsMissingReasons(items: GateItem[]): GateReason[] {
  const reasons = new Map<string, GateReason>()
  for (const item of items) {
    const variantId = item.variant_id ?? null
    const missing = missingFacts(variantId ? item.variant?.product_facts : null)
    const key = variantId ?? `line:${item.id ?? item.title}`
    if (!missing.length || reasons.has(key)) {
      continue
    }
    const label = [item.title, item.variant?.title].filter(Boolean).join(", ") || variantId || "A line"
    reasons.set(key, {
      code: "compliance.facts_missing",
      message: `${label} cannot be sold: ${missing.join(", ")} not known.`,
      facts: { variant_id: variantId, sku: item.variant?.sku ?? null, missing },
    })
  }
  return [...reasons.values()]
}
