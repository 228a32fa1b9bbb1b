import { createHook, createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { settlePosabitOrderStep, type SettlePosabitOrderStepInput } from "./steps/settle-posabit-order"

export const settlePaidPosabitOrderWorkflowId = "payments-settle-paid-posabit-order"

/**
 * Captures what the register took, without asking it again. Run by recovery after a crash.
 *
 * @property hooks.posabitOrderSettled - Runs after the settlement, also when there was nothing left to do.
 */
export const settlePaidPosabitOrderWorkflow = createWorkflow(
  settlePaidPosabitOrderWorkflowId,
  (input: WorkflowData<SettlePosabitOrderStepInput>) => {
    const result = settlePosabitOrderStep(input)
    const posabitOrderSettled = createHook("posabitOrderSettled", { result })
    return new WorkflowResponse(result, { hooks: [posabitOrderSettled] })
  }
)
