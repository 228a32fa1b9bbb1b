import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AuditActor } from "@rise-via/core"
import { requestRun } from "../../lib/reconciliation/request-run"
import type { GatewayName } from "../../types"

export type RequestReconciliationStepInput = {
  provider: GatewayName
  /** Of the shop, as `2026-03-08`. Default yesterday. */
  day?: string
  actor: AuditActor
}

export const requestReconciliationStepId = "request-reconciliation"

/** No undo: a run that nobody was told of is taken up by the recovery, and comparing once more changes nothing. */
export const requestReconciliationStep = createStep(
  requestReconciliationStepId,
  async (input: RequestReconciliationStepInput, { container }) => {
    const { id, provider, day } = await requestRun(container, input)
    return new StepResponse({ id, provider, day })
  }
)
