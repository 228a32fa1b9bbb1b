import { createHook, createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { settleDifferenceStep, type SettleDifferenceStepInput } from "./steps/settle-difference"

export const settleDifferenceWorkflowId = "payments-settle-difference"

/**
 * What staff do about a difference: have the service asked again, record in the ledger what it says, or accept it as it is
 * with a reason.
 *
 * @property hooks.differenceSettled - Runs after the act, with the difference's id.
 */
export const settleDifferenceWorkflow = createWorkflow(
  settleDifferenceWorkflowId,
  (input: WorkflowData<SettleDifferenceStepInput>) => {
    const result = transform({ result: settleDifferenceStep(input) }, ({ result }) => result)
    const differenceSettled = createHook("differenceSettled", { result })
    return new WorkflowResponse(result, { hooks: [differenceSettled] })
  }
)
