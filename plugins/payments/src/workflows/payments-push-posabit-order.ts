import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { sendPosabitOrderStep, type SendPosabitOrderStepInput } from "./steps/send-posabit-order"

export const pushPosabitOrderWorkflowId = "payments-push-posabit-order"

/**
 * Puts a placed order into POSaBIT's register. Run by the outbox; running it again finds the order there.
 *
 * @property hooks.posabitOrderPushed - Runs after every try that did not fail, also when there was nothing to push (`pushed: false`).
 */
export const pushPosabitOrderWorkflow = createWorkflow(
  pushPosabitOrderWorkflowId,
  (input: WorkflowData<SendPosabitOrderStepInput>) => {
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ result: sendPosabitOrderStep(input) }, ({ result }) => result)
    const posabitOrderPushed = createHook("posabitOrderPushed", { result })
    return new WorkflowResponse(result, { hooks: [posabitOrderPushed] })
  }
)
