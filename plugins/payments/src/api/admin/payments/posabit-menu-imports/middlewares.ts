import { defineRoutes } from "@rise-via/core"
import { AdminPosabitMenuImportResponse, AdminPosabitMenuImportsResponse } from "./answers"
import { listMenuImportQueryConfig } from "./query-config"
import { AdminGetPosabitMenuImportParams, AdminGetPosabitMenuImportsParams, AdminImportPosabitMenu } from "./validators"

export const posabitMenuMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/admin/payments/posabit-menu-imports",
    summary: "Previews and imports of POSaBIT's menu, newest first",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetPosabitMenuImportsParams, config: listMenuImportQueryConfig },
    answers: { 200: { description: "One page", schema: AdminPosabitMenuImportsResponse } },
  },
  {
    method: "GET",
    path: "/admin/payments/posabit-menu-imports/:id",
    summary: "One preview or import with its report",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetPosabitMenuImportParams, config: {} },
    answers: { 200: { description: "How far it is and what it did", schema: AdminPosabitMenuImportResponse } },
  },
  {
    method: "POST",
    path: "/admin/payments/posabit-menu-imports",
    summary: "Preview or import POSaBIT's menu",
    description: "An import goes on in batches after the answer; read it again to see how far it is.",
    who: "staff",
    permission: "payments:import-menu",
    body: AdminImportPosabitMenu,
    answers: {
      200: { description: "The preview, or the import that has started", schema: AdminPosabitMenuImportResponse },
    },
    errors: { 409: "POSaBIT does not answer, or an import is running" },
  },
])
