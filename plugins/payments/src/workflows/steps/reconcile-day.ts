import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { reconcile } from "../../lib/reconciliation/reconcile"

export const reconcileDayStepId = "reconcile-day"

/** No undo: what does not agree is true whatever comes after, and the run itself knows how far it has come. */
export const reconcileDayStep = createStep(reconcileDayStepId, async ({ id }: { id: string }, { container }) => {
  return new StepResponse({ id, worked: await reconcile(container, id) })
})
