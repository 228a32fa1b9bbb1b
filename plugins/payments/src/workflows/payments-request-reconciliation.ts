import { emitEventStep } from "@medusajs/medusa/core-flows"
import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { PaymentsWorkflowEvents } from "./events"
import { requestReconciliationStep, type RequestReconciliationStepInput } from "./steps/request-reconciliation"

export const requestReconciliationWorkflowId = "payments-request-reconciliation"

/**
 * Asks for a reconciliation of one service's day. A worker takes it up; CONFLICT while another of the same service is not
 * finished.
 *
 * @property hooks.reconciliationRequested - Runs when the run waits for a worker.
 */
export const requestReconciliationWorkflow = createWorkflow(
  requestReconciliationWorkflowId,
  (input: WorkflowData<RequestReconciliationStepInput>) => {
    const run = transform({ run: requestReconciliationStep(input) }, ({ run }) => run)
    emitEventStep({ eventName: PaymentsWorkflowEvents.RECONCILIATION_REQUESTED, data: { id: run.id } })
    const reconciliationRequested = createHook("reconciliationRequested", { run })
    return new WorkflowResponse(run, { hooks: [reconciliationRequested] })
  }
)
