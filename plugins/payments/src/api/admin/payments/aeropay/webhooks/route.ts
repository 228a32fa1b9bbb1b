import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { aeropayService } from "../../../../../lib/aeropay/desk-of"
import { heard } from "../../../../../lib/aeropay/wallet"
import { subscribeAeropayWebhooksWorkflow } from "../../../../../workflows/payments-subscribe-aeropay-webhooks"

export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { webhooks } = heard(await aeropayService(req.scope).client.listSubscriptions())
  res.json({ webhooks: webhooks.map(({ topic, url }) => ({ topic, url, is_subscribed: true, code: null })) })
}

export const POST = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { result } = await subscribeAeropayWebhooksWorkflow(req.scope).run({ input: {} })
  res.json({ webhooks: result })
}
