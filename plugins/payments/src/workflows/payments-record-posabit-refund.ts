import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import type { RecordPosabitRefundDTO } from "../types"
import { completePosabitRefundWorkflow } from "./payments-complete-posabit-refund"
import { recordPosabitRefundStep } from "./steps/record-posabit-refund"

export const recordPosabitRefundWorkflowId = "payments-record-posabit-refund"

/**
 * Takes over a refund that staff made in POSaBIT's portal: Medusa's refund, the order and the books. The same reference
 * again changes nothing.
 *
 * @property hooks.posabitRefundRecorded - Runs when everybody has the refund, also when they had it already (`payment_id: null`).
 */
export const recordPosabitRefundWorkflow = createWorkflow(
  recordPosabitRefundWorkflowId,
  (input: WorkflowData<RecordPosabitRefundDTO>) => {
    const recorded = recordPosabitRefundStep(input)
    const completed = completePosabitRefundWorkflow.runAsStep({
      input: transform({ recorded, input }, ({ recorded, input }) => ({ id: recorded.id, actor: input.actor })),
    })
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ completed }, ({ completed }) => completed)
    const posabitRefundRecorded = createHook("posabitRefundRecorded", { result })
    return new WorkflowResponse(result, { hooks: [posabitRefundRecorded] })
  }
)
