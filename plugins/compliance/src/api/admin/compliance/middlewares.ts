import { defineRoutes } from "@rise-via/core"
import {
  AdminCatalogImportResponse,
  AdminCompletenessResponse,
  AdminProductFactsListResponse,
  AdminProductFactsResponse,
} from "./answers"
import { listProductFactsQueryConfig } from "./query-config"
import {
  AdminGetCompletenessParams,
  AdminGetProductFactsParams,
  AdminImportCatalog,
  AdminSaveProductFacts,
} from "./validators"

export const adminComplianceMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/admin/compliance/product-facts",
    summary: "Facts of all variants, by bucket, lot, variant or words of brand and strain",
    who: "staff",
    permission: "compliance-product-facts:read",
    query: { schema: AdminGetProductFactsParams, config: listProductFactsQueryConfig },
    answers: { 200: { description: "One page", schema: AdminProductFactsListResponse } },
  },
  {
    method: "GET",
    path: "/admin/compliance/product-facts/completeness",
    summary: "Which variants lack facts, and how many there are of each kind",
    who: "staff",
    permission: "compliance-product-facts:read",
    query: { schema: AdminGetCompletenessParams, config: {} },
    answers: { 200: { description: "One page, and figures over all variants", schema: AdminCompletenessResponse } },
  },
  {
    method: "GET",
    path: "/admin/compliance/product-facts/:variant_id",
    summary: "Facts of one variant, and which are missing",
    who: "staff",
    permission: "compliance-product-facts:read",
    answers: { 200: { description: "`null` where it has none", schema: AdminProductFactsResponse } },
  },
  {
    method: "POST",
    path: "/admin/compliance/product-facts/:variant_id",
    summary: "Change facts of one variant, and the lot it comes from",
    description: "Fields that are not sent stay; `null` clears one. `lot: null` takes the lot off the variant.",
    who: "staff",
    permission: "compliance-product-facts:write",
    body: AdminSaveProductFacts,
    answers: { 200: { description: "The facts as they are now", schema: AdminProductFactsResponse } },
  },
  {
    method: "POST",
    path: "/admin/compliance/catalog-imports",
    summary: "Import a catalog, or with `dry_run` say what an import would do",
    who: "staff",
    permission: "compliance-catalog:import",
    body: AdminImportCatalog,
    bodyParser: { sizeLimit: "6mb" },
    answers: { 200: { description: "What was created and changed", schema: AdminCatalogImportResponse } },
    errors: {
      400: "Every mistake of the file with line and column; nothing of it is applied",
      404: "No such sales channel, stock location or shipping profile",
    },
  },
])
