import { declarePermissions } from "../../../lib/registries"
import { defineRoutes } from "../../../lib/route-contracts"
import { AdminAuditEntryResponse, AdminAuditLogResponse, AdminAuditVerificationResponse } from "./answers"
import { listTransformQueryConfig, retrieveTransformQueryConfig } from "./query-config"
import { AdminGetAuditEntryParams, AdminGetAuditLogParams, AdminVerifyAuditLog } from "./validators"

declarePermissions([
  {
    key: "audit-log:read",
    description: "Read the audit log; with `personal=true` also the personal values in it, which is audited",
  },
  {
    key: "audit-log:verify",
    description: "Check that nobody changed, took out or cut off rows of the audit log",
  },
])

export const auditLogMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/admin/audit-log",
    summary: "Audit entries, newest first",
    who: "staff",
    permission: "audit-log:read",
    query: { schema: AdminGetAuditLogParams, config: listTransformQueryConfig },
    answers: { 200: { description: "One page", schema: AdminAuditLogResponse } },
  },
  {
    method: "GET",
    path: "/admin/audit-log/:id",
    summary: "One audit entry",
    who: "staff",
    permission: "audit-log:read",
    query: { schema: AdminGetAuditEntryParams, config: retrieveTransformQueryConfig },
    answers: { 200: { description: "The entry", schema: AdminAuditEntryResponse } },
  },
  {
    method: "POST",
    path: "/admin/audit-log/verify",
    summary: "Check the whole audit log",
    description: "Seals first what waits to be sealed. Answers 200 also when something is wrong with the log.",
    who: "staff",
    permission: "audit-log:verify",
    body: AdminVerifyAuditLog,
    answers: { 200: { description: "What was found", schema: AdminAuditVerificationResponse } },
  },
])
