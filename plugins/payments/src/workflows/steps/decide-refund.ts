import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { refundService } from "../../lib/refunds/refund-service"
import type { RefundDecision } from "../../types"

export type DecideRefundStepInput = RefundDecision

export const decideRefundStepId = "decide-refund"

/** A second person's word, under the lock of the payment. No undo: it was said, and the audit log has it. */
export const decideRefundStep = createStep(decideRefundStepId, async (input: DecideRefundStepInput, { container }) => {
  return new StepResponse(await refundService(container).decide(input))
})
