import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { aeropayService } from "../../../../lib/aeropay/desk-of"
import { shownWallet } from "../../../../lib/aeropay/wallet"
import { changeAeropayWalletWorkflow } from "../../../../workflows/payments-change-aeropay-wallet"
import type { StoreConnectAeropayType } from "../validators"

/** The signed-in customer's account at Aeropay, `null` when there is none. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse) {
  const wallet = await aeropayService(req.scope).walletOf(req.auth_context.actor_id)
  res.json({ wallet: wallet ? shownWallet(wallet) : null })
}

export async function POST(req: AuthenticatedMedusaRequest<StoreConnectAeropayType>, res: MedusaResponse) {
  const { result } = await changeAeropayWalletWorkflow(req.scope).run({
    input: { act: "connect", customer_id: req.auth_context.actor_id, person: req.validatedBody },
  })
  res.json({ wallet: result.wallet, mfa_type: result.mfa_type ?? null })
}

export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse) {
  const customer_id = req.auth_context.actor_id
  await changeAeropayWalletWorkflow(req.scope).run({ input: { act: "forget", customer_id } })
  res.json({ id: customer_id, object: "aeropay_wallet", deleted: true })
}
