import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { changeAeropayWalletWorkflow } from "../../../../../../workflows/payments-change-aeropay-wallet"

export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse) {
  const { id } = req.params
  if (!/^[1-9]\d{0,9}$/.test(id)) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Bank account with id: ${id} was not found`)
  }
  const { result } = await changeAeropayWalletWorkflow(req.scope).run({
    input: { act: "choose", customer_id: req.auth_context.actor_id, bank_account_id: Number(id) },
  })
  res.json({ bank_account: result.bank_account })
}
