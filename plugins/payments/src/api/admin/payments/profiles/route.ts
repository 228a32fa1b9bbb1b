import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { profileOf } from "../../../../lib/providers/profiles"

export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "payment_provider", fields: ["id"] })
  const profiles = (data as { id: string }[]).map(({ id }) => {
    const { provider_id, title, gateway = null, pays, capture, refund } = profileOf(id)
    return { provider_id, title, gateway, pays, capture, refund }
  })
  res.json({ profiles })
}
