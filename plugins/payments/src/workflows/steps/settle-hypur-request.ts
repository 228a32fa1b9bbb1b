import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AuditActor } from "@rise-via/core"
import { settleRequest } from "../../lib/hypur/settle"

export type SettleHypurRequestStepInput = { id: string; actor: AuditActor }

export const settleHypurRequestStepId = "settle-hypur-request"

/** Captures in Medusa what was approved. No undo: the money is there, and running it again adds only what is missing. */
export const settleHypurRequestStep = createStep(
  settleHypurRequestStepId,
  async ({ id, actor }: SettleHypurRequestStepInput, { container }) => {
    const { status, settlement } = await settleRequest(container, id, actor)
    return new StepResponse({ id, status, settlement })
  }
)
