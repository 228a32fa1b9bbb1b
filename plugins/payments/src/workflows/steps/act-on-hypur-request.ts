import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { cancelRequest, confirmPaid, noteRefund, type ByHand } from "../../lib/hypur/by-hand"

export type ActOnHypurRequestStepInput = ByHand & {
  act: "confirm" | "refund" | "cancel"
  amount_cents: number
  happened: boolean
}

export const actOnHypurRequestStepId = "act-on-hypur-request"

/** Notes what staff did in Hypur's portal. No undo: what they did there stays done. */
export const actOnHypurRequestStep = createStep(
  actOnHypurRequestStepId,
  async ({ act, ...input }: ActOnHypurRequestStepInput, { container }) => {
    const acts = { confirm: confirmPaid, refund: noteRefund, cancel: cancelRequest }
    await acts[act](container, input)
    return new StepResponse({ id: input.id })
  }
)
