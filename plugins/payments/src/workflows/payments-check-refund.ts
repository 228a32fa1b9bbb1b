import { createHook, createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { checkRefundStep } from "./steps/check-refund"
import type { RefundRequestDTO } from "../types"

export const checkRefundWorkflowId = "payments-check-refund"

/**
 * Learns what became of a refund that is under way; what is over stays as it is.
 *
 * @summary Check a refund.
 * @property hooks.refundChecked - At the end, with the request in its state.
 */
export const checkRefundWorkflow = createWorkflow(checkRefundWorkflowId, (input: WorkflowData<{ id: string }>) => {
  const request = checkRefundStep(input)
  const refundChecked = createHook<"refundChecked", { request: RefundRequestDTO }, unknown>("refundChecked", {
    request,
  })
  return new WorkflowResponse(request, { hooks: [refundChecked] })
})
