import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { aeropayService } from "../../../../lib/aeropay/desk-of"
import { activeWallet, heard } from "../../../../lib/aeropay/wallet"

export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse) {
  const service = aeropayService(req.scope)
  const { aeropay_user_id } = await activeWallet(service, req.auth_context.actor_id)
  const { fastlinkURL: url, token } = heard(await service.client.aggregatorCredentials(aeropay_user_id))
  res.json({ bank_link: { url, token, user_id: aeropay_user_id } })
}
