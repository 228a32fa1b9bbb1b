import type { AuditActor } from "@rise-via/core"
import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createHook, createWorkflow, transform, when, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { AgeVerificationWorkflowEvents } from "./events"
import { decideAgeVerificationStep } from "./steps"

export type AgeVerificationRejectInput = {
  id: string
  /** Who decided: a member of staff or a secret key. */
  actor: AuditActor
  /** Told to the customer. */
  reason: string
}

export const ageVerificationRejectWorkflowId = "age-verification-reject"

/**
 * Staff reject a customer's request. Rejecting twice answers the same; a request that was approved stays so (`NOT_ALLOWED`).
 *
 * @summary Reject a customer's age verification.
 * @property hooks.ageVerificationRejected - After the decision. `changes` is empty when it was decided so before.
 */
export const ageVerificationRejectWorkflow = createWorkflow(
  ageVerificationRejectWorkflowId,
  (input: WorkflowData<AgeVerificationRejectInput>) => {
    const decision = transform({ input }, ({ input }) => ({ ...input, decision: "rejected" as const }))
    const result = decideAgeVerificationStep(decision)

    when("age-verification-is-newly-rejected", result, ({ changes }) => changes.length > 0).then(() => {
      emitEventStep({ eventName: AgeVerificationWorkflowEvents.REJECTED, data: { id: result.verification.id } })
    })

    const ageVerificationRejected = createHook("ageVerificationRejected", {
      verification: result.verification,
      changes: result.changes,
    })
    return new WorkflowResponse(result.verification, { hooks: [ageVerificationRejected] })
  }
)
