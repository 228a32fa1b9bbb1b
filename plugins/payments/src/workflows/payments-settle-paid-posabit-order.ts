import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
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
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ result: settlePosabitOrderStep(input) }, ({ result }) => result)
    const posabitOrderSettled = createHook("posabitOrderSettled", { result })
    return new WorkflowResponse(result, { hooks: [posabitOrderSettled] })
  }
)
