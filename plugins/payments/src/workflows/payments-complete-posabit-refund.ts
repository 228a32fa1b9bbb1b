import { PaymentEvents } from "@medusajs/framework/utils"
import {
  createHook,
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { emitEventStep } from "@medusajs/medusa/core-flows"
import { completePosabitRefundStep, type CompletePosabitRefundStepInput } from "./steps/complete-posabit-refund"

export const completePosabitRefundWorkflowId = "payments-complete-posabit-refund"

/**
 * Brings Medusa, the order and the books to a recorded refund. Part of recording it; recovery runs it for one that a
 * crash cut off.
 *
 * @property hooks.posabitRefundCompleted - Runs afterwards, also when there was nothing left to do.
 */
export const completePosabitRefundWorkflow = createWorkflow(
  completePosabitRefundWorkflowId,
  (input: WorkflowData<CompletePosabitRefundStepInput>) => {
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ result: completePosabitRefundStep(input) }, ({ result }) => result)
    when("the-refund-is-new", { result }, ({ result }) => !!result.payment_id).then(() => {
      emitEventStep({
        eventName: PaymentEvents.REFUNDED,
        data: transform({ result }, ({ result }) => ({ id: result.payment_id })),
      })
    })
    const posabitRefundCompleted = createHook("posabitRefundCompleted", { result })
    return new WorkflowResponse(result, { hooks: [posabitRefundCompleted] })
  }
)
