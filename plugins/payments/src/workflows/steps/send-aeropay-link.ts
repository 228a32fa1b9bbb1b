import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { aeropayService } from "../../lib/aeropay/desk-of"
import { heard } from "../../lib/aeropay/wallet"

export type SendAeropayLinkStepInput = { phone?: string; email?: string; cents?: number; reference: string }

export const sendAeropayLinkStepId = "send-aeropay-link"

/** No undo: the message is out. */
export const sendAeropayLinkStep = createStep(
  sendAeropayLinkStepId,
  async ({ phone, email, cents, reference }: SendAeropayLinkStepInput, { container }) => {
    const { client } = aeropayService(container)
    heard(await client.sendPaymentLink({ phone, email, cents, referenceId: reference }))
    return new StepResponse({ reference })
  }
)
