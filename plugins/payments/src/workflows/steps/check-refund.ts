import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { clock } from "@rise-via/core"
import { carryOutRefund } from "../../lib/refunds/carry-out"

export const checkRefundStepId = "check-refund"

/** Whoever was sending it a minute ago may still be at it. */
const MINUTE_MS = 60_000

/** No undo: what the payment service says stays true. */
export const checkRefundStep = createStep(checkRefundStepId, async ({ id }: { id: string }, { container }) => {
  return new StepResponse(await carryOutRefund(container, id, new Date(clock.now().getTime() - MINUTE_MS)))
})
