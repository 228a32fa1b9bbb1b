import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { toCents } from "../../../../../lib/money"
import { payOutByAeropayWorkflow } from "../../../../../workflows/payments-pay-out-by-aeropay"
import type { AdminAeropayPayoutType } from "../validators"

export const POST = async (req: AuthenticatedMedusaRequest<AdminAeropayPayoutType>, res: MedusaResponse) => {
  const { customer_id, amount, reference, reason } = req.validatedBody
  const { actor_type, actor_id } = req.auth_context
  const actor = { type: actor_type === "api-key" ? ("api-key" as const) : ("user" as const), id: actor_id }
  const { result } = await payOutByAeropayWorkflow(req.scope).run({
    input: { customer_id, cents: toCents(amount), reference, actor, why: reason },
  })
  res.json({ payout: result })
}
