import { acquireLockStep, releaseLockStep } from "@medusajs/medusa/core-flows"
import { createHook, createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import type { FailOverInput, FailOverResult } from "../lib/providers/fail-over"
import { failOverPaymentStep } from "./steps/fail-over-payment"

export const failOverPaymentWorkflowId = "payments-fail-over-payment"

/**
 * Gives a cart whose payment failed another way to pay, under the lock that its completion takes: while money may have
 * moved nothing is switched.
 *
 * @summary Switch a cart to the next payment provider.
 * @property hooks.paymentFailedOver - At the end, with what was done.
 */
export const failOverPaymentWorkflow = createWorkflow(
  failOverPaymentWorkflowId,
  (input: WorkflowData<FailOverInput>) => {
    acquireLockStep({ key: input.cart_id, timeout: 30, ttl: 120 })
    const result = failOverPaymentStep(input)
    releaseLockStep({ key: input.cart_id })
    const paymentFailedOver = createHook<"paymentFailedOver", { result: FailOverResult }, unknown>(
      "paymentFailedOver",
      { result }
    )
    return new WorkflowResponse(result, { hooks: [paymentFailedOver] })
  }
)
