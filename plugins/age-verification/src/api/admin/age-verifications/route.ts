import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { findCustomerIds } from "./queries"
import type { AdminGetAgeVerificationsParamsType } from "./validators"

/** Verifications for staff, newest first. Filters: `status` (one or several), `customer_id`, `q` (customer). */
export async function GET(
  req: AuthenticatedMedusaRequest<unknown, AdminGetAgeVerificationsParamsType>,
  res: MedusaResponse
) {
  const { q, customer_id, status } = req.validatedQuery
  const found = q ? await findCustomerIds(req.scope, q) : undefined
  const customerIds = customer_id && found ? found.filter((id) => id === customer_id) : (found ?? customer_id)

  const { data, metadata } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "age_verification",
    fields: req.queryConfig.fields,
    filters: { ...(status && { status }), ...(customerIds !== undefined && { customer_id: customerIds }) },
    pagination: req.queryConfig.pagination,
  })
  res.json({
    age_verifications: data,
    count: metadata?.count ?? 0,
    offset: metadata?.skip ?? 0,
    limit: metadata?.take ?? 0,
  })
}
