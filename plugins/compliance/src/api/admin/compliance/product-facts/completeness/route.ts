import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { completenessReport } from "../../../../../lib/completeness"
import type { AdminGetCompletenessParamsType } from "../../validators"

/** Which variants lack facts, and how many there are of each kind. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  res.json(await completenessReport(req.scope, req.validatedQuery as AdminGetCompletenessParamsType))
}
