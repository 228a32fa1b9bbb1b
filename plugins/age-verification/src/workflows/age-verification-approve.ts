import type { AuditActor } from "@rise-via/core"
import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createHook, createWorkflow, transform, when, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { AgeVerificationWorkflowEvents } from "./events"
import { decideAgeVerificationStep } from "./steps"

export type AgeVerificationApproveInput = {
  id: string
  /** Who decided: a member of staff or a secret key. */
  actor: AuditActor
  /** A note for the file; the customer sees it too. */
  reason?: string
}

export const ageVerificationApproveWorkflowId = "age-verification-approve"

/**
 * Staff confirm a customer's age. Approving twice answers the same; a request that was rejected stays so (`NOT_ALLOWED`).
 *
 * @summary Approve a customer's age verification.
 * @property hooks.ageVerificationApproved - After the decision. `changes` is empty when it was decided so before.
 */
export const ageVerificationApproveWorkflow = createWorkflow(
  ageVerificationApproveWorkflowId,
  (input: WorkflowData<AgeVerificationApproveInput>) => {
    const decision = transform({ input }, ({ input }) => ({ ...input, decision: "approved" as const }))
    const result = decideAgeVerificationStep(decision)

    when("age-verification-is-newly-approved", result, ({ changes }) => changes.length > 0).then(() => {
      emitEventStep({ eventName: AgeVerificationWorkflowEvents.APPROVED, data: { id: result.verification.id } })
    })

    const ageVerificationApproved = createHook("ageVerificationApproved", {
      verification: result.verification,
      changes: result.changes,
    })
    return new WorkflowResponse(result.verification, { hooks: [ageVerificationApproved] })
  }
)
