import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** Facts of all variants, filtered by bucket, lot, variant or words of brand and strain. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "product_facts",
    filters: req.filterableFields,
    ...req.queryConfig,
  } as any)

  res.json({ product_facts: data, count: metadata!.count, offset: metadata!.skip, limit: metadata!.take })
}
