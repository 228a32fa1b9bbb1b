import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { ledgerFilters } from "../../../../lib/ledger/ledger-filters"
import type { AdminGetLedgerParamsType } from "./validators"

/** Ledger entries, newest first. `order_id` and `payment_id` stand for all payment sessions that belong to them. */
export const GET = async (req: AuthenticatedMedusaRequest<unknown, AdminGetLedgerParamsType>, res: MedusaResponse) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "payment_entry",
    fields: req.queryConfig.fields,
    filters: (await ledgerFilters(req.scope, req.filterableFields)) as never,
    pagination: req.queryConfig.pagination,
  })
  res.json({ ledger_entries: data, count: metadata?.count, offset: metadata?.skip, limit: metadata?.take })
}
