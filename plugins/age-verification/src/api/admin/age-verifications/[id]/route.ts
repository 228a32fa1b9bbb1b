import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { retrieveAgeVerification } from "../queries"

/** One verification with the customer it is about. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse) {
  res.json({ age_verification: await retrieveAgeVerification(req.scope, req.params.id, req.queryConfig.fields) })
}
