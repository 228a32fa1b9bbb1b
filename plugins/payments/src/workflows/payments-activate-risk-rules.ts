import { createHook, createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { activateRiskRulesStep, type ActivateRiskRulesInput } from "./steps/change-risk-policy"
import type { RiskRuleSetDTO } from "../types"

export const activateRiskRulesWorkflowId = "payments-activate-risk-rules"

/**
 * From the next sale on these rules decide; those before are retired and kept.
 *
 * @property hooks.riskRulesActivated - After the activation.
 */
export const activateRiskRulesWorkflow = createWorkflow(
  activateRiskRulesWorkflowId,
  (input: WorkflowData<ActivateRiskRulesInput>) => {
    const ruleSet = activateRiskRulesStep(input)
    const riskRulesActivated = createHook<"riskRulesActivated", { ruleSet: RiskRuleSetDTO }, unknown>(
      "riskRulesActivated",
      { ruleSet }
    )
    return new WorkflowResponse(ruleSet, { hooks: [riskRulesActivated] })
  }
)
