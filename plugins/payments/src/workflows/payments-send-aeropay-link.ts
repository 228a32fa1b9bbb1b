import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { sendAeropayLinkStep, type SendAeropayLinkStepInput } from "./steps/send-aeropay-link"

export const sendAeropayLinkWorkflowId = "payments-send-aeropay-link"

/**
 * Sends a link to pay by text message or e-mail, at once.
 *
 * @property hooks.aeropayLinkSent - Runs after Aeropay has accepted it.
 */
export const sendAeropayLinkWorkflow = createWorkflow(
  sendAeropayLinkWorkflowId,
  (input: WorkflowData<SendAeropayLinkStepInput>) => {
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ result: sendAeropayLinkStep(input) }, ({ result }) => result)
    const aeropayLinkSent = createHook("aeropayLinkSent", { result })
    return new WorkflowResponse(result, { hooks: [aeropayLinkSent] })
  }
)
