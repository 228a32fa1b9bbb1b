import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { actOnHypurRequestStep, type ActOnHypurRequestStepInput } from "./steps/act-on-hypur-request"
import { settleHypurRequestStep } from "./steps/settle-hypur-request"

export const actOnHypurRequestWorkflowId = "payments-act-on-hypur-request"

/**
 * Staff confirm a payment, note a refund or cancel a request by hand. A confirmed payment is then captured.
 *
 * @property hooks.hypurRequestActed - Runs after the act and the settlement that it called for.
 */
export const actOnHypurRequestWorkflow = createWorkflow(
  actOnHypurRequestWorkflowId,
  (input: WorkflowData<ActOnHypurRequestStepInput>) => {
    const acted = actOnHypurRequestStep(input)
    const settled = settleHypurRequestStep(
      transform({ input, acted }, ({ input, acted }) => ({ id: acted.id, actor: input.actor }))
    )
    const result = transform({ settled }, ({ settled }) => settled)
    const hypurRequestActed = createHook("hypurRequestActed", { result })
    return new WorkflowResponse(result, { hooks: [hypurRequestActed] })
  }
)
