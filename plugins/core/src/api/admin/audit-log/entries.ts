import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { CORE_AUDIT_MODULE } from "../../../lib/audit-module"
import type CoreAuditModuleService from "../../../modules/core_audit/service"
import { actorOf } from "../exchange/handlers"

/** One page of entries, with their personal values when the request asks for them. */
export async function loadEntries(
  req: AuthenticatedMedusaRequest,
  filters: Record<string, unknown>,
  personal: boolean
) {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "core_audit_entry",
    fields: [...new Set(["id", ...req.queryConfig.fields])],
    filters,
    pagination: req.queryConfig.pagination,
  } as never)
  const entries = data as { id: string }[]
  return { entries: personal ? await withPersonal(req, entries) : entries, metadata }
}

/** `personal` is `null` where there are none; `personal_erased` tells those whose person was erased. */
async function withPersonal(req: AuthenticatedMedusaRequest, entries: { id: string }[]) {
  const service = req.scope.resolve<CoreAuditModuleService>(CORE_AUDIT_MODULE)
  const values = await service.revealPersonal(
    entries.map(({ id }) => id),
    actorOf(req)
  )
  return entries.map((entry) => ({
    ...entry,
    personal: values.get(entry.id) ?? null,
    personal_erased: values.get(entry.id) === null,
  }))
}
