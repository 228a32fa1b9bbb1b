import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { aeropayService } from "../../../../lib/aeropay/desk-of"
import { activeWallet, heard, shownAccount } from "../../../../lib/aeropay/wallet"
import { changeAeropayWalletWorkflow } from "../../../../workflows/payments-change-aeropay-wallet"
import type { StoreLinkAeropayBankType } from "../validators"

export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse) {
  const service = aeropayService(req.scope)
  const { aeropay_user_id, bank_account_id } = await activeWallet(service, req.auth_context.actor_id)
  const accounts = heard(await service.client.listAccounts(aeropay_user_id))
  res.json({ bank_accounts: accounts.map((account) => shownAccount(account, bank_account_id)) })
}

export async function POST(req: AuthenticatedMedusaRequest<StoreLinkAeropayBankType>, res: MedusaResponse) {
  const { result } = await changeAeropayWalletWorkflow(req.scope).run({
    input: {
      act: "link",
      customer_id: req.auth_context.actor_id,
      connection_id: req.validatedBody.connection_id,
    },
  })
  res.json({ bank_account: result.bank_account })
}
