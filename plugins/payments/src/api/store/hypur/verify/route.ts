import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { tenDigits } from "../../../../lib/hypur/buyer"
import { HypurClient } from "../../../../lib/hypur/client"
import { hypurService } from "../../../../lib/hypur/hypur-service"
import { signUpUrlOf } from "../../../../lib/hypur/options"
import { refuseToText } from "../../../../lib/hypur/texting"
import type { StoreVerifyHypurConsumerType } from "../validators"

/** Whether a phone has a profile and a bank at Hypur. Nothing is kept. */
export const POST = async (req: AuthenticatedMedusaRequest<StoreVerifyHypurConsumerType>, res: MedusaResponse) => {
  const phone = tenDigits(req.validatedBody.phone)
  if (!phone) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "`phone`: must have ten digits")
  }
  const { options } = hypurService(req.scope)
  const { send_sms } = req.validatedBody
  const customerId = req.auth_context.actor_id
  if (send_sms) {
    await refuseToText(req.scope, customerId, phone)
  }
  const outcome = await new HypurClient(options).verifyConsumer(customerId, phone, { send_sms })
  if (!outcome.ok) {
    const [type, message] =
      outcome.kind === "input"
        ? [MedusaError.Types.INVALID_DATA, "Hypur does not take this phone"]
        : [MedusaError.Types.CONFLICT, "Hypur cannot be reached now: try again"]
    throw new MedusaError(type, message)
  }
  res.json({ ...outcome.value, sign_up_url: signUpUrlOf(options) })
}
