import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import {
  createHook,
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { beginRiskRejectionStep, finishRiskRejectionStep, type RiskVerdictInput } from "./steps/decide-risk-review"
import type { RiskAssessmentDTO } from "../types"

export const rejectRiskReviewWorkflowId = "payments-reject-risk-review"

/**
 * Staff reject a sale in review: the order is canceled as Medusa does it, which gives the held money back. When that is not
 * possible (goods have left) the sale waits for staff again. Rejecting twice answers the same.
 *
 * @property hooks.riskReviewRejected - After the order was canceled.
 */
export const rejectRiskReviewWorkflow = createWorkflow(
  rejectRiskReviewWorkflowId,
  (input: WorkflowData<RiskVerdictInput>) => {
    const begun = beginRiskRejectionStep(input)
    when("the-order-stands", { begun }, ({ begun }) => begun.must_cancel).then(() => {
      const toCancel = transform({ begun, input }, ({ begun, input }) => ({
        order_id: begun.order_id,
        canceled_by: input.actor.id,
      }))
      cancelOrderWorkflow.runAsStep({ input: toCancel })
    })
    const assessment = finishRiskRejectionStep(input)
    const riskReviewRejected = createHook<"riskReviewRejected", { assessment: RiskAssessmentDTO }, unknown>(
      "riskReviewRejected",
      { assessment }
    )
    return new WorkflowResponse(assessment, { hooks: [riskReviewRejected] })
  }
)
