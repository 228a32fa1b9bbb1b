import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { toCents } from "../../../../../lib/money"
import { sendAeropayLinkWorkflow } from "../../../../../workflows/payments-send-aeropay-link"
import type { AdminAeropayLinkType } from "../validators"

export const POST = async (req: AuthenticatedMedusaRequest<AdminAeropayLinkType>, res: MedusaResponse) => {
  const { amount, ...input } = req.validatedBody
  const cents = amount === undefined ? undefined : toCents(amount)
  const { result } = await sendAeropayLinkWorkflow(req.scope).run({ input: { ...input, cents } })
  res.json({ payment_link: result })
}
