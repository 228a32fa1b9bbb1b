import { emitEventStep, useQueryGraphStep } from "@medusajs/medusa/core-flows"
import { createHook, createWorkflow, transform, when, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { AgeVerificationWorkflowEvents } from "./events"
import { requestAgeVerificationStep } from "./steps"

export type AgeVerificationRequestInput = {
  customer_id: string
  /** `YYYY-MM-DD`. */
  birth_date: string
}

export const ageVerificationRequestWorkflowId = "age-verification-request"

/**
 * A customer asks to have their age confirmed. What is pending or approved already comes back; a birth date below the
 * minimum age is kept as a rejection and returned as one.
 *
 * @summary Ask for confirmation of a customer's age.
 * @property hooks.ageVerificationRequested - After the claim was kept. `outcome` is `none` when nothing was written.
 */
export const ageVerificationRequestWorkflow = createWorkflow(
  ageVerificationRequestWorkflowId,
  (input: WorkflowData<AgeVerificationRequestInput>) => {
    const { data: customer } = useQueryGraphStep({
      entity: "customer",
      fields: ["id", "first_name", "last_name"],
      filters: { id: input.customer_id },
      options: { throwIfKeyNotFound: true, isList: false },
    })

    const request = transform({ input, customer }, ({ input, customer }) => ({
      customer_id: input.customer_id,
      birth_date: input.birth_date,
      first_name: customer.first_name,
      last_name: customer.last_name,
    }))
    const result = requestAgeVerificationStep(request)

    when("age-verification-is-requested", result, ({ outcome }) => outcome === "requested").then(() => {
      emitEventStep({ eventName: AgeVerificationWorkflowEvents.REQUESTED, data: { id: result.verification.id } })
    })
    when("age-verification-is-refused", result, ({ outcome }) => outcome === "rejected").then(() => {
      emitEventStep({
        eventName: AgeVerificationWorkflowEvents.REJECTED,
        data: { id: result.verification.id },
      }).config({ name: "emit-refused-event" })
    })

    const ageVerificationRequested = createHook("ageVerificationRequested", {
      verification: result.verification,
      outcome: result.outcome,
    })
    return new WorkflowResponse(result, { hooks: [ageVerificationRequested] })
  }
)
