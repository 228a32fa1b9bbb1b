import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AdminGetHypurRequestsParamsType } from "./validators"

/** Payment requests, newest first. Filters: `q`, `order_id`, `payment_session_id`, `request_id`, `status`, `settlement`. */
export const GET = async (
  req: AuthenticatedMedusaRequest<unknown, AdminGetHypurRequestsParamsType>,
  res: MedusaResponse
) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "hypur_request",
    fields: req.queryConfig.fields,
    filters: req.filterableFields as never,
    pagination: req.queryConfig.pagination,
  })
  res.json({ hypur_requests: data, count: metadata?.count, offset: metadata?.skip, limit: metadata?.take })
}
