import type { DemoContext, DemoStep } from "@rise-via/core"
import assert from "node:assert/strict"

const FIELDS = "title,subtitle,variants.id,variants.title,+variants.product_facts.*,+variants.product_facts.lot.*"

/** What is on the label of the goods she likes, and the certificate behind it. */
async function readLabels({ store, state }: DemoContext): Promise<string> {
  const labels: string[] = []
  for (const { product_id, variant_id, name } of state.choice) {
    const { product } = await store.store.product.retrieve(product_id, { fields: FIELDS })
    const variant = product.variants.find(({ id }: { id: string }) => id === variant_id)
    const facts = variant?.product_facts
    assert(facts, `${name} should have product facts, but the store API gives none`)
    assert(
      facts.lot?.lab_result === "passed",
      `the lot of ${name} should have passed its tests, but it is ${facts.lot?.lab_result}`
    )
    labels.push(`${name} by ${facts.brand}: ${thcOf(facts)}, lot ${facts.lot.code}, tested by ${facts.lot.lab_name}`)
  }
  return `She reads the labels. ${labels.join(". ")}.`
}

function thcOf({ thc_pct, total_thc_mg, thc_mg_per_unit, units_per_package }: any) {
  assert(total_thc_mg > 0, "a label should say how much THC is in the package")
  return thc_pct ? `${thc_pct} % THC, ${total_thc_mg} mg in all` : `${units_per_package} x ${thc_mg_per_unit} mg THC`
}

export const steps: DemoStep[] = [{ order: 310, title: "The shopper reads the labels", run: readLabels }]
