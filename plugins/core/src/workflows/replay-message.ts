import { createWorkflow, transform, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { emitEventStep } from "@medusajs/medusa/core-flows"
import { CoreWorkflowEvents } from "./events"
import { replayMessageStep, type ReplayMessageInput } from "./steps/replay-message"

export const replayMessageWorkflowId = "core-replay-message"

/** Sends an outbox message, or handles an inbox message, once more. */
export const replayMessageWorkflow = createWorkflow(
  replayMessageWorkflowId,
  (input: WorkflowData<ReplayMessageInput>) => {
    const message = replayMessageStep(input)
    const eventName = transform(input, ({ kind }) =>
      kind === "outbox" ? CoreWorkflowEvents.OUTBOX_MESSAGE_ENQUEUED : CoreWorkflowEvents.INBOX_MESSAGE_RECEIVED
    )
    emitEventStep({ eventName, data: message })
    return new WorkflowResponse(message)
  }
)
