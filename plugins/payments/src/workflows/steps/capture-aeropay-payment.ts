import { MedusaError, Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { clock } from "@rise-via/core"
import { AEROPAY_PROVIDER_ID } from "../../lib/module-names"
import { toCents, toMajorUnits } from "../../lib/money"

export type CaptureAeropayPaymentStepInput = { payment_id: string; cents: number; captured_by?: string }

export const captureAeropayPaymentStepId = "capture-aeropay-payment"

/** No undo: the money was taken. Cut off after Medusa's capture, the payment's recovery closes it. */
export const captureAeropayPaymentStep = createStep(
  captureAeropayPaymentStepId,
  async ({ payment_id, cents, captured_by }: CaptureAeropayPaymentStepInput, { container }) => {
    const payments = container.resolve(Modules.PAYMENT)
    const [payment] = await payments.listPayments({ id: [payment_id] }, { take: 1 })
    if (!payment || payment.provider_id !== AEROPAY_PROVIDER_ID) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Aeropay payment with id: ${payment_id} was not found`)
    }
    if (payment.captured_at || cents > toCents(payment.amount)) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "Only what is held and not captured yet can be captured.")
    }
    await capturePaymentWorkflow(container).run({
      input: { payment_id, amount: toMajorUnits(cents) as never, captured_by },
    })
    // No more money will come: a hold is taken once.
    await payments.updatePayment({ id: payment_id, captured_at: clock.now() } as { id: string })
    return new StepResponse({ payment_id, cents })
  }
)
