import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AdminGetRiskAssessmentsParamsType } from "../validators"

/** Scored attempts, newest first; the review queue is `review_state=pending&state=placed`. */
export const GET = async (
  req: AuthenticatedMedusaRequest<unknown, AdminGetRiskAssessmentsParamsType>,
  res: MedusaResponse
) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "payment_risk_assessment",
    fields: req.queryConfig.fields,
    filters: req.filterableFields as never,
    pagination: req.queryConfig.pagination,
  })
  res.json({ risk_assessments: data, count: metadata?.count, offset: metadata?.skip, limit: metadata?.take })
}
