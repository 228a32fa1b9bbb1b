import { createHook, createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { switchRiskModelStep, type SwitchRiskModelInput } from "./steps/change-risk-policy"
import type { RiskModelDTO } from "../types"

export const switchRiskModelWorkflowId = "payments-switch-risk-model"

/**
 * Switches a learned model on (and the one before it off), or off.
 *
 * @property hooks.riskModelSwitched - After the switch.
 */
export const switchRiskModelWorkflow = createWorkflow(
  switchRiskModelWorkflowId,
  (input: WorkflowData<SwitchRiskModelInput>) => {
    const model = switchRiskModelStep(input)
    const riskModelSwitched = createHook<"riskModelSwitched", { model: RiskModelDTO }, unknown>("riskModelSwitched", {
      model,
    })
    return new WorkflowResponse(model, { hooks: [riskModelSwitched] })
  }
)
