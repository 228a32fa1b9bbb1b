import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import {
  createHook,
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import {
  beginRiskRejectionStep,
  finishRiskRejectionStep,
  giveBackRejectedOrderStep,
  type RiskVerdictInput,
} from "./steps/decide-risk-review"
import type { RiskAssessmentDTO } from "../types"

export const rejectRiskReviewWorkflowId = "payments-reject-risk-review"

/**
 * Staff reject a sale in review: what was captured goes back by the rules of refunds, then the order is canceled as Medusa
 * does it, which lets held money go. When that is not possible (goods have left, the payment service refuses) the sale
 * waits for staff again. Rejecting twice answers the same.
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
      giveBackRejectedOrderStep({ order_id: begun.order_id, actor: input.actor })
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
