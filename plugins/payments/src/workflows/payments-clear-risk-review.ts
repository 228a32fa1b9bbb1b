import { createHook, createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { clearRiskReviewStep, type RiskVerdictInput } from "./steps/decide-risk-review"
import type { RiskAssessmentDTO } from "../types"

export const clearRiskReviewWorkflowId = "payments-clear-risk-review"

/**
 * Staff clear a sale in review: its payment may be captured. Clearing twice answers the same. `payments.review_cleared`
 * follows through the outbox.
 *
 * @property hooks.riskReviewCleared - After the verdict.
 */
export const clearRiskReviewWorkflow = createWorkflow(
  clearRiskReviewWorkflowId,
  (input: WorkflowData<RiskVerdictInput>) => {
    const assessment = clearRiskReviewStep(input)
    const riskReviewCleared = createHook<"riskReviewCleared", { assessment: RiskAssessmentDTO }, unknown>(
      "riskReviewCleared",
      { assessment }
    )
    return new WorkflowResponse(assessment, { hooks: [riskReviewCleared] })
  }
)
