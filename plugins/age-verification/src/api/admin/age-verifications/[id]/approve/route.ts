import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ageVerificationApproveWorkflow } from "../../../../../workflows/age-verification-approve"
import { retrieveAgeVerification, staffOf } from "../../queries"
import type { AdminApproveAgeVerificationType } from "../../validators"

/** Confirms a customer's age. Again: the same answer. 400 when it was rejected, 404 when there is no such request. */
export async function POST(req: AuthenticatedMedusaRequest<AdminApproveAgeVerificationType>, res: MedusaResponse) {
  const { id } = req.params
  await ageVerificationApproveWorkflow(req.scope).run({
    input: { id, actor: staffOf(req), reason: req.validatedBody.reason },
  })
  res.json({ age_verification: await retrieveAgeVerification(req.scope, id, req.queryConfig.fields) })
}
