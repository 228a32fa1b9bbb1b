import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { carryOutRefund } from "../../lib/refunds/carry-out"

export const carryOutRefundStepId = "carry-out-refund"

/**
 * Sends an approved refund to the payment service. No undo: the money may be gone. What was cut off is finished by the
 * recovery `payments.refunds`.
 */
export const carryOutRefundStep = createStep(carryOutRefundStepId, async ({ id }: { id: string }, { container }) => {
  return new StepResponse(await carryOutRefund(container, id))
})
