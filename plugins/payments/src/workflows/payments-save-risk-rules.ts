import { createHook, createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { saveRiskRulesStep, type SaveRiskRulesInput } from "./steps/change-risk-policy"
import type { RiskRuleSetDTO } from "../types"

export const saveRiskRulesWorkflowId = "payments-save-risk-rules"

/**
 * Makes a draft of rules, or changes one. Nothing decides by it before it is activated.
 *
 * @property hooks.riskRulesSaved - After the draft was saved.
 */
export const saveRiskRulesWorkflow = createWorkflow(
  saveRiskRulesWorkflowId,
  (input: WorkflowData<SaveRiskRulesInput>) => {
    const ruleSet = saveRiskRulesStep(input)
    const riskRulesSaved = createHook<"riskRulesSaved", { ruleSet: RiskRuleSetDTO }, unknown>("riskRulesSaved", {
      ruleSet,
    })
    return new WorkflowResponse(ruleSet, { hooks: [riskRulesSaved] })
  }
)
