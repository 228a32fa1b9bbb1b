import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { retrievePosabitOrder } from "../helpers"

/** One register order. What staff were asked to decide about it: `GET /admin/exchange/cases?subject_id=<order id>`. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  res.json({ posabit_order: await retrievePosabitOrder(req.scope, req.params.id, req.queryConfig.fields) })
}
