import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { toFlOz } from "./fact-names"
import { advisedFacts, missingFacts } from "./missing-facts"

const FIELDS = ["id", "title", "sku", "product.id", "product.title", "product_facts.*", "product_facts.lot.*"]

/** One variant with its facts, the derived fluid ounces, and what is missing. */
export async function retrieveVariantFacts(container: MedusaContainer, variantId: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "product_variant", fields: FIELDS, filters: { id: variantId } })
  if (!data[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Product variant with id: ${variantId} was not found`)
  }
  const { product_facts: facts, ...variant } = data[0] as any
  return {
    variant,
    product_facts: facts ? { ...facts, net_volume_fl_oz: toFlOz(facts.net_volume_ml) } : null,
    missing: missingFacts(facts),
    advised: advisedFacts(facts),
  }
}
