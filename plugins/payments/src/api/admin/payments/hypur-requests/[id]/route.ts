import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { capabilities, retrieveHypurRequest } from "../helpers"

/** One payment request, and what Hypur offers by a call. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const hypur_request = await retrieveHypurRequest(req.scope, req.params.id, req.queryConfig.fields)
  res.json({ hypur_request, can: capabilities(req.scope) })
}
