import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { settleHypurRequestStep, type SettleHypurRequestStepInput } from "./steps/settle-hypur-request"

export const settleHypurRequestWorkflowId = "payments-settle-hypur-request"

/**
 * Captures what was approved, without asking Hypur again. Run when the order is placed, and by recovery.
 *
 * @property hooks.hypurRequestSettled - Runs after the settlement, also when there was nothing to do.
 */
export const settleHypurRequestWorkflow = createWorkflow(
  settleHypurRequestWorkflowId,
  (input: WorkflowData<SettleHypurRequestStepInput>) => {
    const result = transform({ settled: settleHypurRequestStep(input) }, ({ settled }) => settled)
    const hypurRequestSettled = createHook("hypurRequestSettled", { result })
    return new WorkflowResponse(result, { hooks: [hypurRequestSettled] })
  }
)
