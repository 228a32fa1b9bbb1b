import { createHook, createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { settleRefundStep, type SettleRefundStepInput } from "./steps/settle-refund"
import type { RefundRequestDTO } from "../types"

export const settleRefundWorkflowId = "payments-settle-refund"

/**
 * Staff say what became of a refund whose outcome nobody knows.
 *
 * @summary Settle a refund by hand.
 * @property hooks.refundSettled - At the end, with the request in its state.
 */
export const settleRefundWorkflow = createWorkflow(
  settleRefundWorkflowId,
  (input: WorkflowData<SettleRefundStepInput>) => {
    const request = settleRefundStep(input)
    const refundSettled = createHook<"refundSettled", { request: RefundRequestDTO }, unknown>("refundSettled", {
      request,
    })
    return new WorkflowResponse(request, { hooks: [refundSettled] })
  }
)
