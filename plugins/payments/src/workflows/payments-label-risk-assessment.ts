import { createHook, createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { labelRiskAssessmentStep, type LabelRiskAssessmentInput } from "./steps/decide-risk-review"

export const labelRiskAssessmentWorkflowId = "payments-label-risk-assessment"

/**
 * Staff note what became of a sale: the bank took the money back, or the shopper disputes it.
 *
 * @property hooks.riskAssessmentLabelled - After the label was noted.
 */
export const labelRiskAssessmentWorkflow = createWorkflow(
  labelRiskAssessmentWorkflowId,
  (input: WorkflowData<LabelRiskAssessmentInput>) => {
    const assessment = labelRiskAssessmentStep(input)
    const riskAssessmentLabelled = createHook<"riskAssessmentLabelled", { assessment: { id: string } }, unknown>(
      "riskAssessmentLabelled",
      { assessment }
    )
    return new WorkflowResponse(assessment, { hooks: [riskAssessmentLabelled] })
  }
)
