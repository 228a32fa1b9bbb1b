/**
 * Puts on the stock shop what our gates ask for (`medusa exec` in our store): facts and lots of every variant, shoppers
 * with a confirmed age, POSaBIT beside the stock payment provider.
 */
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { updateRegionsWorkflow } from "@medusajs/medusa/core-flows"
import { saveProductFactsWorkflow } from "@rise-via/compliance/workflows"
import { SHOPPERS, shopperEmail, SIZES } from "./catalog.mjs"

const BATCH = 500
const LOT = {
  status: "active",
  lab_result: "passed",
  lab_name: "Blue Basin Analytics",
  lab_licence: "L-9907",
  coa_number: "COA-26-14777",
  tested_on: "2026-10-03",
}
const actor = { type: "system", id: "bench" }

export default async function seed({ container }) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: regions } = await query.graph({ entity: "region", fields: ["id"] })
  const payment_providers = ["pp_system_default", "pp_posabit_posabit"]
  await updateRegionsWorkflow(container).run({
    input: { selector: { id: regions.map(({ id }) => id) }, update: { payment_providers } },
  })

  const { data: variants } = await query.graph({ entity: "product_variant", fields: ["id", "title"] })
  for (let first = 0; first < variants.length; first += BATCH) {
    const code = `BENCH-${first / BATCH}`
    const lots = [{ code, ...LOT }]
    const facts = variants.slice(first, first + BATCH).map((variant) => factsOf(variant, code))
    await saveProductFactsWorkflow(container).run({ input: { facts, lots, actor, why: "Bench" } })
  }

  const ages = container.resolve("age_verification")
  const { data: customers } = await query.graph({
    entity: "customer",
    fields: ["id"],
    filters: { email: Array.from({ length: SHOPPERS }, (_, n) => shopperEmail(n)) },
  })
  for (const { id } of customers) {
    const { verification } = await ages.request({ customer_id: id, birth_date: "1990-04-20" })
    await ages.decide({ id: verification.id, decision: "approved", actor })
  }
}

const GRAMS = [1, 3.5, 7]

function factsOf({ id, title }, lot_code) {
  const net_weight_g = GRAMS[SIZES.indexOf(title)]
  const total_thc_mg = Math.round(net_weight_g * 240)
  return {
    variant_id: id,
    limit_bucket: "flower",
    route: "inhaled",
    net_weight_g,
    units_per_package: 1,
    thc_pct: 24,
    total_thc_mg,
    thc_mg_per_unit: total_thc_mg,
    brand: "Harrow Lake Farms",
    lot_code,
  }
}
