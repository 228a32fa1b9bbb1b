import { defineLink } from "@medusajs/framework/utils"
import ProductModule from "@medusajs/medusa/product"
import ComplianceProductFactsModule from "../modules/compliance_product_facts"

/**
 * `variant.product_facts`. Facts carry the variant's id under a unique key, so no link table is needed and a variant
 * cannot have two sets of facts.
 */
export default defineLink(
  { linkable: ProductModule.linkable.productVariant, field: "id" },
  { ...ComplianceProductFactsModule.linkable.productFacts.id, primaryKey: "variant_id" },
  { readOnly: true }
)
