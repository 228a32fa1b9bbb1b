import { defineLink } from "@medusajs/framework/utils"
import ProductModule from "@medusajs/medusa/product"
import ComplianceProductFactsModule from "../modules/compliance_product_facts"

/** `product_facts.product_variant`, the way back. */
export default defineLink(
  { linkable: ComplianceProductFactsModule.linkable.productFacts, field: "variant_id" },
  ProductModule.linkable.productVariant,
  { readOnly: true }
)
