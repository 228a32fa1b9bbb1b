import {
  createHook,
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { readPosabitOrderStep, type ReadPosabitOrderStepInput } from "./steps/read-posabit-order"
import { settlePosabitOrderStep } from "./steps/settle-posabit-order"

export const syncPosabitOrderWorkflowId = "payments-sync-posabit-order"

/**
 * Reads an order at the register again and acts on what it says: money that was taken is captured in Medusa, once.
 * Run by callbacks, by the poll and by staff; safe to repeat at any time.
 *
 * @property hooks.posabitOrderSynced - Runs after the reading and the settlement that it called for.
 */
export const syncPosabitOrderWorkflow = createWorkflow(
  syncPosabitOrderWorkflowId,
  (input: WorkflowData<ReadPosabitOrderStepInput>) => {
    const reading = readPosabitOrderStep(input)
    const settled = when("the-shop-has-the-money", { reading }, ({ reading }) => reading.settlement === "due").then(
      () => settlePosabitOrderStep(input)
    )
    const result = transform({ reading, settled }, ({ reading, settled }) => ({
      ...reading,
      settlement: settled?.settlement ?? reading.settlement,
    }))
    const posabitOrderSynced = createHook("posabitOrderSynced", { result })
    return new WorkflowResponse(result, { hooks: [posabitOrderSynced] })
  }
)
