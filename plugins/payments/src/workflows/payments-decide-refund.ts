import { createHook, createWorkflow, transform, when, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { carryOutRefundStep } from "./steps/carry-out-refund"
import { decideRefundStep, type DecideRefundStepInput } from "./steps/decide-refund"

export const decideRefundWorkflowId = "payments-decide-refund"

/**
 * A second person approves a refund, which is then sent, or declines it. Deciding the same again answers the same.
 *
 * @summary Approve or decline a refund.
 * @property hooks.refundDecided - At the end, with the request in its state.
 */
export const decideRefundWorkflow = createWorkflow(
  decideRefundWorkflowId,
  (input: WorkflowData<DecideRefundStepInput>) => {
    const decided = decideRefundStep(input)
    const sent = when("it-was-approved", decided, ({ state }) => state === "approved").then(() =>
      carryOutRefundStep({ id: decided.id })
    )
    const request = transform({ decided, sent }, ({ decided, sent }) => sent ?? decided)
    const refundDecided = createHook("refundDecided", { request })
    return new WorkflowResponse(request, { hooks: [refundDecided] })
  }
)
