import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { retrieveRun } from "../../helpers"

/** One reconciliation, and how far it is. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  res.json({ reconciliation_run: await retrieveRun(req.scope, req.params.id) })
}
