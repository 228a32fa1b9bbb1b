import { declarePermissions } from "@rise-via/core"

declarePermissions([
  {
    key: "compliance-product-facts:read",
    description: "See product facts and which of them are missing",
    routes: [
      "GET /admin/compliance/product-facts",
      "GET /admin/compliance/product-facts/completeness",
      "GET /admin/compliance/product-facts/:variant_id",
    ],
  },
  {
    key: "compliance-product-facts:write",
    description: "Change product facts and lots",
    routes: ["POST /admin/compliance/product-facts/:variant_id"],
  },
  {
    key: "compliance-catalog:import",
    description: "Import a catalog: products, prices, stock, facts and lots",
    routes: ["POST /admin/compliance/catalog-imports"],
  },
])
