import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createHook, createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { AgeVerificationWorkflowEvents } from "./events"
import { expireAgeVerificationsStep } from "./steps"

export const ageVerificationExpireWorkflowId = "age-verification-expire"

/**
 * Writes `expired` on approvals whose time is over, at most `take` of them, and returns their ids.
 *
 * @summary Expire age verifications.
 * @property hooks.ageVerificationsExpired - After the rows were written.
 */
export const ageVerificationExpireWorkflow = createWorkflow(
  ageVerificationExpireWorkflowId,
  (input: WorkflowData<{ take: number }>) => {
    const changes = expireAgeVerificationsStep(input)

    // An array emits one event per element, and none when it is empty.
    const events = transform({ changes }, ({ changes }) => changes.map(({ id }) => ({ id })))
    emitEventStep({ eventName: AgeVerificationWorkflowEvents.EXPIRED, data: events })

    const ageVerificationsExpired = createHook("ageVerificationsExpired", { verifications: events })
    return new WorkflowResponse(events, { hooks: [ageVerificationsExpired] })
  }
)
