import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createHook, createWorkflow, transform, when, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { PaymentsWorkflowEvents } from "./events"
import { carryOutRefundStep } from "./steps/carry-out-refund"
import { openRefundRequestStep, type OpenRefundRequestStepInput } from "./steps/open-refund-request"

export const refundPaymentRequestWorkflowId = "payments-refund-payment"

/**
 * Gives money back: rules first, then the amount is reserved, then the payment service is asked, unless a second person
 * must approve. Never more than was captured, also when several run at once; the same `request_key` gives back once.
 *
 * The answer is the request in its state: `requested`, `succeeded`, `pending`, `unknown` (it is being checked) or
 * `failed`. It throws when a rule forbids the refund or less is left.
 *
 * @summary Give money back, in whole or in part.
 * @property hooks.refundCarriedOut - At the end, with the request in its state.
 */
export const refundPaymentRequestWorkflow = createWorkflow(
  refundPaymentRequestWorkflowId,
  (input: WorkflowData<OpenRefundRequestStepInput>) => {
    const opened = openRefundRequestStep(input)
    const sent = when("nobody-must-approve", opened, ({ state }) => state === "approved").then(() =>
      carryOutRefundStep({ id: opened.id })
    )
    when("a-second-person-must-approve", opened, ({ state }) => state === "requested").then(() => {
      emitEventStep({ eventName: PaymentsWorkflowEvents.REFUND_REQUESTED, data: { id: opened.id } })
    })
    const request = transform({ opened, sent }, ({ opened, sent }) => sent ?? opened)
    const refundCarriedOut = createHook("refundCarriedOut", { request })
    return new WorkflowResponse(request, { hooks: [refundCarriedOut] })
  }
)
