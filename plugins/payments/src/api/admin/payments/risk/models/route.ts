import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { riskService } from "../../../../../lib/risk/risk-service"

/** Learned models, newest first, and how far the store is from being able to learn. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "payment_risk_model",
    fields: req.queryConfig.fields,
    pagination: req.queryConfig.pagination,
  })
  const service = riskService(req.scope)
  const { modelMinLabels: labels_needed, modelMinBad: bad_needed } = service.options
  const training = { ...(await service.countKnownSales()), labels_needed, bad_needed }
  const page = { count: metadata?.count, offset: metadata?.skip, limit: metadata?.take }
  res.json({ risk_models: data, ...page, training })
}
