import { validateAndTransformBody, validateAndTransformQuery, type MiddlewareRoute } from "@medusajs/framework/http"
import { declarePermissions } from "../../../lib/registries"
import { listTransformQueryConfig, retrieveTransformQueryConfig } from "./query-config"
import { AdminGetAuditEntryParams, AdminGetAuditLogParams, AdminVerifyAuditLog } from "./validators"

declarePermissions([
  {
    key: "audit-log:read",
    description: "Read the audit log; with `personal=true` also the personal values in it, which is audited",
    routes: ["GET /admin/audit-log", "GET /admin/audit-log/:id"],
  },
  {
    key: "audit-log:verify",
    description: "Check that nobody changed, took out or cut off rows of the audit log",
    routes: ["POST /admin/audit-log/verify"],
  },
])

export const auditLogMiddlewares: MiddlewareRoute[] = [
  {
    method: ["GET"],
    matcher: "/admin/audit-log",
    middlewares: [validateAndTransformQuery(AdminGetAuditLogParams, listTransformQueryConfig)],
  },
  {
    method: ["GET"],
    matcher: "/admin/audit-log/:id",
    middlewares: [validateAndTransformQuery(AdminGetAuditEntryParams, retrieveTransformQueryConfig)],
  },
  {
    method: ["POST"],
    matcher: "/admin/audit-log/verify",
    middlewares: [validateAndTransformBody(AdminVerifyAuditLog)],
  },
]
