import { MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AuditActor } from "@rise-via/core"
import { lookAt } from "../../lib/hypur/look-at"
import { deskOf } from "../../lib/hypur/settle"

export type LookAtHypurRequestStepInput = {
  id: string
  actor: AuditActor
  /** Whether an answer that did not come is an error. */
  must_read?: boolean
}

export const lookAtHypurRequestStepId = "look-at-hypur-request"

/** Asks Hypur what became of a request. No undo: what Hypur says stays true, and reading it again changes nothing. */
export const lookAtHypurRequestStep = createStep(
  lookAtHypurRequestStepId,
  async ({ id, actor, must_read }: LookAtHypurRequestStepInput, { container }) => {
    const { row, read, message } = await lookAt(deskOf(container), id, actor)
    if (must_read && !read) {
      throw new MedusaError(MedusaError.Types.CONFLICT, `Hypur cannot say what became of the payment: ${message}`)
    }
    return new StepResponse({ id, status: row.status, settlement: row.settlement })
  }
)
