import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { paymentAnswer, requestOfSession } from "../../helpers"

/** What the SDK needs, and where the payment stands as far as the store knows. */
export const GET = async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(paymentAnswer(req.scope, await requestOfSession(req)))
}
