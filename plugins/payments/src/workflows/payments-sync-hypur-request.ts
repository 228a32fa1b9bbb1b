import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { lookAtHypurRequestStep, type LookAtHypurRequestStepInput } from "./steps/look-at-hypur-request"
import { settleHypurRequestStep } from "./steps/settle-hypur-request"

export const syncHypurRequestWorkflowId = "payments-sync-hypur-request"

/**
 * Asks Hypur what became of a payment request and acts on the answer: what was approved is captured in Medusa, once. Run
 * by webhooks, by the poll and by staff; safe to repeat at any time.
 *
 * @property hooks.hypurRequestSynced - Runs after the reading and the settlement that it called for.
 */
export const syncHypurRequestWorkflow = createWorkflow(
  syncHypurRequestWorkflowId,
  (input: WorkflowData<LookAtHypurRequestStepInput>) => {
    const looked = lookAtHypurRequestStep(input)
    const settled = settleHypurRequestStep(
      transform({ input, looked }, ({ input, looked }) => ({ id: looked.id, actor: input.actor }))
    )
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ settled }, ({ settled }) => settled)
    const hypurRequestSynced = createHook("hypurRequestSynced", { result })
    return new WorkflowResponse(result, { hooks: [hypurRequestSynced] })
  }
)
