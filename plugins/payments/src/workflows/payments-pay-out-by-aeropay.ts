import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { payOutByAeropayStep, type PayOutByAeropayStepInput } from "./steps/pay-out-by-aeropay"

export const payOutByAeropayWorkflowId = "payments-pay-out-by-aeropay"

/**
 * Sends money to a customer's bank account. Nothing takes it back.
 *
 * @property hooks.aeropayPayoutSent - Runs after Aeropay has accepted it.
 */
export const payOutByAeropayWorkflow = createWorkflow(
  payOutByAeropayWorkflowId,
  (input: WorkflowData<PayOutByAeropayStepInput>) => {
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ result: payOutByAeropayStep(input) }, ({ result }) => result)
    const aeropayPayoutSent = createHook("aeropayPayoutSent", { result })
    return new WorkflowResponse(result, { hooks: [aeropayPayoutSent] })
  }
)
