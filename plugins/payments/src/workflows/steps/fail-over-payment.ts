import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { failOver, type FailOverInput } from "../../lib/providers/fail-over"

export const failOverPaymentStepId = "fail-over-payment"

/** No undo: a session that nothing happened under is worth nothing, and the new one is replaced by the next. */
export const failOverPaymentStep = createStep(failOverPaymentStepId, async (input: FailOverInput, { container }) => {
  return new StepResponse(await failOver(container, input))
})
