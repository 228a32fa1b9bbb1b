import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { emitEventStep } from "@medusajs/medusa/core-flows"
import { CoreWorkflowEvents } from "./events"
import { closeCaseStep, type CloseCaseInput } from "./steps/close-case"

export const closeCaseWorkflowId = "core-close-case"

/** Closes a case with what staff decided. */
export const closeCaseWorkflow = createWorkflow(closeCaseWorkflowId, (input: WorkflowData<CloseCaseInput>) => {
  const closed = closeCaseStep(input)
  emitEventStep({ eventName: CoreWorkflowEvents.CASE_CLOSED, data: closed })
  return new WorkflowResponse(closed)
})
