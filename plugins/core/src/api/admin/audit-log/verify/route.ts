import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { verifyAudit } from "../../../../lib/audit"
import { CORE_AUDIT_MODULE } from "../../../../lib/audit-module"
import type CoreAuditModuleService from "../../../../modules/core_audit/service"
import type { AdminVerifyAuditLogType } from "../validators"

/**
 * `POST /admin/audit-log/verify`: walks the whole chain, and seals first what waits to be sealed. Answers 200 with `{ ok, checked, unsealed, heads_checked,
 * missing_heads, first_problem?: { kind, seq, entry_id, message } }`, also when something is wrong with the log.
 */
export const POST = async (req: AuthenticatedMedusaRequest<AdminVerifyAuditLogType>, res: MedusaResponse) => {
  const verification = await verifyAudit(req.scope, req.validatedBody)
  if (!verification.ok || !verification.unsealed) {
    res.json(verification)
    return
  }
  // What was written in the last minute waits for the sealer's job; who asks now means those rows too.
  await req.scope.resolve<CoreAuditModuleService>(CORE_AUDIT_MODULE).seal()
  res.json(await verifyAudit(req.scope, req.validatedBody))
}
