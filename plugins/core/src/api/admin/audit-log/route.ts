import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { loadEntries } from "./entries"
import type { AdminGetAuditLogParamsType } from "./validators"

/** `GET /admin/audit-log`: newest first. Answers `{ audit_entries, count, offset, limit }`. */
export const GET = async (
  req: AuthenticatedMedusaRequest<unknown, AdminGetAuditLogParamsType>,
  res: MedusaResponse
) => {
  const { from, to, personal, ...filters } = req.filterableFields as AdminGetAuditLogParamsType
  const created_at = { ...(from && { $gte: from }), ...(to && { $lt: to }) }
  const { entries, metadata } = await loadEntries(req, { ...filters, ...((from || to) && { created_at }) }, personal)
  res.json({ audit_entries: entries, count: metadata?.count, offset: metadata?.skip, limit: metadata?.take })
}
