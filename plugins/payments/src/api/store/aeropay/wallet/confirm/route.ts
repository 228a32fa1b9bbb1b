import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { changeAeropayWalletWorkflow } from "../../../../../workflows/payments-change-aeropay-wallet"
import type { StoreConfirmAeropayType } from "../../validators"

export async function POST(req: AuthenticatedMedusaRequest<StoreConfirmAeropayType>, res: MedusaResponse) {
  const { result } = await changeAeropayWalletWorkflow(req.scope).run({
    input: { act: "confirm", customer_id: req.auth_context.actor_id, code: req.validatedBody.code },
  })
  res.json({ wallet: result.wallet })
}
