import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AuditActor } from "@rise-via/core"
import { riskService } from "../../lib/risk/risk-service"
import type { RiskRules } from "../../lib/risk/rules"
import { trainModel } from "../../lib/risk/train"

export type SaveRiskRulesInput = { values: RiskRules & { id?: string; name: string }; actor: AuditActor }
export type ActivateRiskRulesInput = { id: string; actor: AuditActor; why: string }
export type SwitchRiskModelInput = ActivateRiskRulesInput & { isActive: boolean }
export type TrainRiskModelInput = { actor: AuditActor }

// None of these has an undo: each is one audited transaction and the only act of its workflow.

export const saveRiskRulesStep = createStep(
  "save-risk-rules",
  async ({ values, actor }: SaveRiskRulesInput, { container }) =>
    new StepResponse(await riskService(container).saveRules(values, actor))
)

export const activateRiskRulesStep = createStep(
  "activate-risk-rules",
  async ({ id, ...verdict }: ActivateRiskRulesInput, { container }) =>
    new StepResponse(await riskService(container).activateRules(id, verdict))
)

export const switchRiskModelStep = createStep(
  "switch-risk-model",
  async ({ id, ...change }: SwitchRiskModelInput, { container }) =>
    new StepResponse(await riskService(container).switchModel(id, change))
)

export const trainRiskModelStep = createStep(
  "train-risk-model",
  async ({ actor }: TrainRiskModelInput, { container }) => {
    const service = riskService(container)
    const { modelMinLabels, modelMinBad } = service.options
    const known = await service.countKnownSales()
    const training = { ...known, labels_needed: modelMinLabels, bad_needed: modelMinBad }
    if (known.labels_count < modelMinLabels || known.bad_count < modelMinBad) {
      return new StepResponse({ ...training, model_id: null })
    }
    const { id } = await service.keepModel({ ...known, ...(await trainModel(await service.knownSales())) }, actor)
    return new StepResponse({ ...training, model_id: id as string | null })
  }
)
