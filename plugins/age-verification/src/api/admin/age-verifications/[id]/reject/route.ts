import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ageVerificationRejectWorkflow } from "../../../../../workflows/age-verification-reject"
import { retrieveAgeVerification, staffOf } from "../../queries"
import type { AdminRejectAgeVerificationType } from "../../validators"

/** Rejects a request with a reason. Again: the same answer. 400 when it was approved, 404 when there is no such request. */
export async function POST(req: AuthenticatedMedusaRequest<AdminRejectAgeVerificationType>, res: MedusaResponse) {
  const { id } = req.params
  await ageVerificationRejectWorkflow(req.scope).run({
    input: { id, actor: staffOf(req), reason: req.validatedBody.reason },
  })
  res.json({ age_verification: await retrieveAgeVerification(req.scope, id, req.queryConfig.fields) })
}
