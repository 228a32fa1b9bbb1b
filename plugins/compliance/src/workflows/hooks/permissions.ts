import { declarePermissions } from "@rise-via/core"

declarePermissions([
  { key: "compliance-product-facts:read", description: "See product facts and which of them are missing" },
  { key: "compliance-product-facts:write", description: "Change product facts and lots" },
  { key: "compliance-catalog:import", description: "Import a catalog: products, prices, stock, facts and lots" },
])
