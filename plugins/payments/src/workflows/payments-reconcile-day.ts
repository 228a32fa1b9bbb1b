import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createHook, createWorkflow, transform, when, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { PaymentsWorkflowEvents } from "./events"
import { reconcileDayStep } from "./steps/reconcile-day"

export const reconcileDayWorkflowId = "payments-reconcile-day"

/**
 * Works on a reconciliation that was asked for: report against ledger, ledger against orders, deposits and fees into the
 * books. Running it again does nothing while somebody works on it, and goes on where a worker that died has stopped.
 *
 * @property hooks.dayReconciled - Runs after a run has ended well, also where there was nothing to do (`worked: false`).
 */
export const reconcileDayWorkflow = createWorkflow(reconcileDayWorkflowId, (input: WorkflowData<{ id: string }>) => {
  const result = transform({ result: reconcileDayStep(input) }, ({ result }) => result)
  when("the-day-was-reconciled", { result }, ({ result }) => result.worked).then(() => {
    emitEventStep({ eventName: PaymentsWorkflowEvents.RECONCILIATION_COMPLETED, data: { id: result.id } })
  })
  const dayReconciled = createHook("dayReconciled", { result })
  return new WorkflowResponse(result, { hooks: [dayReconciled] })
})
