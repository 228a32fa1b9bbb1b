import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { loadEntries } from "../entries"
import type { AdminGetAuditEntryParamsType } from "../validators"

const ID = /^caud_[0-9A-Z]{26}$/

/** `GET /admin/audit-log/:id`. Answers `{ audit_entry }`. */
export const GET = async (
  req: AuthenticatedMedusaRequest<unknown, AdminGetAuditEntryParamsType>,
  res: MedusaResponse
) => {
  const { id } = req.params
  const { personal } = req.filterableFields as AdminGetAuditEntryParamsType
  const { entries } = ID.test(id) ? await loadEntries(req, { id }, personal) : { entries: [] }
  if (!entries[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Audit entry with id: ${id} was not found`)
  }
  res.json({ audit_entry: entries[0] })
}
