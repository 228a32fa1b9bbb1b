import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { createHook, createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { toMajorUnits } from "../lib/money"
import { noteCaptureStep, type NoteCaptureStepInput } from "./steps/note-capture"

export const capturePaymentRequestWorkflowId = "payments-capture-payment"

/**
 * Captures a payment as Medusa does it, after who and why are in the audit log.
 *
 * @summary Capture a payment, with a reason.
 * @property hooks.paymentCaptured - At the end, with what was asked for.
 */
export const capturePaymentRequestWorkflow = createWorkflow(
  capturePaymentRequestWorkflowId,
  (input: WorkflowData<NoteCaptureStepInput>) => {
    noteCaptureStep(input)
    const capture = transform({ input }, ({ input: { payment_id, amount_cents, actor } }) => ({
      payment_id,
      captured_by: actor.id,
      amount: amount_cents === undefined ? undefined : (toMajorUnits(amount_cents) as never),
    }))
    capturePaymentWorkflow.runAsStep({ input: capture })
    const paymentCaptured = createHook("paymentCaptured", { input })
    return new WorkflowResponse(undefined, { hooks: [paymentCaptured] })
  }
)
