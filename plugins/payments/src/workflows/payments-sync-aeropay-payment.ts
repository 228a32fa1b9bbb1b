import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { syncAeropayPaymentStep, type SyncAeropayPaymentStepInput } from "./steps/sync-aeropay-payment"

export const syncAeropayPaymentWorkflowId = "payments-sync-aeropay-payment"

/**
 * Reads a payment at Aeropay and brings Medusa to what it says. Run by webhooks, by recovery and by staff; safe to repeat
 * at any time.
 *
 * @property hooks.aeropayPaymentSynced - Runs after the reading and what it called for.
 */
export const syncAeropayPaymentWorkflow = createWorkflow(
  syncAeropayPaymentWorkflowId,
  (input: WorkflowData<SyncAeropayPaymentStepInput>) => {
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ result: syncAeropayPaymentStep(input) }, ({ result }) => result)
    const aeropayPaymentSynced = createHook("aeropayPaymentSynced", { result })
    return new WorkflowResponse(result, { hooks: [aeropayPaymentSynced] })
  }
)
