import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { emitEventStep } from "@medusajs/medusa/core-flows"
import { closeCaseStep, type CloseCaseInput } from "./steps/close-case"

export const closeCaseWorkflowId = "core-close-case"

/** Emitted with `{ id }` when staff have decided a case. */
export const CASE_CLOSED_EVENT = "core.case_closed"

/** Closes a case with what staff decided. */
export const closeCaseWorkflow = createWorkflow(closeCaseWorkflowId, (input: WorkflowData<CloseCaseInput>) => {
  const closed = closeCaseStep(input)
  emitEventStep({ eventName: CASE_CLOSED_EVENT, data: closed })
  return new WorkflowResponse(closed)
})
