import { allowFields, defineMiddlewares } from "@medusajs/framework/http"
import { FACT_FIELDS, LOT_FIELDS } from "../lib/fact-names"
import { adminComplianceMiddlewares } from "./admin/compliance/middlewares"
import { productImageMiddlewares } from "./product-images/middlewares"

/** What a shopper may ask for: facts of the label and of the certificate, not ids or timestamps. */
const publicFields = (path: string) => [
  path,
  ...FACT_FIELDS.map((field) => `${path}.${field}`),
  `${path}.lot`,
  ...LOT_FIELDS.map((field) => `${path}.lot.${field}`),
]

export default defineMiddlewares({
  routes: [
    // No method: Medusa validates `fields` before a middleware that has one.
    { matcher: "/store/products", middlewares: [allowFields(publicFields("variants.product_facts"))] },
    { matcher: "/store/product-variants", middlewares: [allowFields(publicFields("product_facts"))] },
    ...adminComplianceMiddlewares,
    ...productImageMiddlewares,
  ],
})
