import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AdminGetPosabitOrdersParamsType } from "./validators"

/** Register orders, newest first. Filters: `q`, `order_id`, `posabit_id`, `status`, `settlement`, `created_at`. */
export const GET = async (
  req: AuthenticatedMedusaRequest<unknown, AdminGetPosabitOrdersParamsType>,
  res: MedusaResponse
) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "posabit_order",
    fields: req.queryConfig.fields,
    filters: req.filterableFields as never,
    pagination: req.queryConfig.pagination,
  })
  res.json({ posabit_orders: data, count: metadata?.count, offset: metadata?.skip, limit: metadata?.take })
}
