import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { captureAeropayPaymentStep, type CaptureAeropayPaymentStepInput } from "./steps/capture-aeropay-payment"

export const captureAeropayPaymentWorkflowId = "payments-capture-aeropay-payment"

/**
 * Captures a part of what is held, and lets go of the rest: what was weighed out came to less.
 *
 * @property hooks.aeropayPaymentCaptured - Runs after the capture.
 */
export const captureAeropayPaymentWorkflow = createWorkflow(
  captureAeropayPaymentWorkflowId,
  (input: WorkflowData<CaptureAeropayPaymentStepInput>) => {
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ result: captureAeropayPaymentStep(input) }, ({ result }) => result)
    const aeropayPaymentCaptured = createHook("aeropayPaymentCaptured", { result })
    return new WorkflowResponse(result, { hooks: [aeropayPaymentCaptured] })
  }
)
