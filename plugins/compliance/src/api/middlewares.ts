import {
  allowFields,
  defineMiddlewares,
  validateAndTransformBody,
  validateAndTransformQuery,
} from "@medusajs/framework/http"
import { FACT_FIELDS, LOT_FIELDS } from "../lib/fact-names"
import { listProductFactsQueryConfig } from "./admin/compliance/query-config"
import {
  AdminGetCompletenessParams,
  AdminGetProductFactsParams,
  AdminImportCatalog,
  AdminSaveProductFacts,
} from "./admin/compliance/validators"

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
    {
      method: ["GET"],
      matcher: "/admin/compliance/product-facts",
      middlewares: [validateAndTransformQuery(AdminGetProductFactsParams, listProductFactsQueryConfig)],
    },
    {
      method: ["GET"],
      matcher: "/admin/compliance/product-facts/completeness",
      middlewares: [validateAndTransformQuery(AdminGetCompletenessParams, {})],
    },
    {
      method: ["POST"],
      matcher: "/admin/compliance/product-facts/:variant_id",
      middlewares: [validateAndTransformBody(AdminSaveProductFacts)],
    },
    {
      method: ["POST"],
      matcher: "/admin/compliance/catalog-imports",
      bodyParser: { sizeLimit: "6mb" },
      middlewares: [validateAndTransformBody(AdminImportCatalog)],
    },
  ],
})
