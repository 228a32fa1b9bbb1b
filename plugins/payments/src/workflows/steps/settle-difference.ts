import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AuditActor } from "@rise-via/core"
import { lookUpDifference, recordDifference } from "../../lib/reconciliation/act-on-difference"
import { closeCases } from "../../lib/reconciliation/close-cases"
import { reconciliationService } from "../../lib/reconciliation/reconciliation-service"

export type SettleDifferenceStepInput = { id: string; actor: AuditActor } & (
  { act: "refresh" | "record"; reason?: never } | { act: "accept"; reason: string }
)

export const settleDifferenceStepId = "settle-difference"

/** No undo: what the service says and what the books have recorded stays true, and a reason is taken back by another one. */
export const settleDifferenceStep = createStep(
  settleDifferenceStepId,
  async ({ id, actor, act, reason }: SettleDifferenceStepInput, { container }) => {
    if (act === "accept") {
      await reconciliationService(container).accept(id, reason, actor)
      await closeCases(container)
    } else {
      await (act === "record" ? recordDifference : lookUpDifference)(container, id, actor)
    }
    return new StepResponse({ id })
  }
)
