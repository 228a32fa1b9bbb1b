import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AuditActor } from "@rise-via/core"
import { giveBackOrder } from "../../lib/refunds/give-back-order"
import { riskService } from "../../lib/risk/risk-service"

export type RiskVerdictInput = { id: string; actor: AuditActor; why: string }

/** No undo: the verdict was given, told and audited, and it is the last act of its workflow. */
export const clearRiskReviewStep = createStep(
  "clear-risk-review",
  async ({ id, ...verdict }: RiskVerdictInput, { container }) =>
    new StepResponse(await riskService(container).clearReview(id, verdict))
)

/** From here on nobody else can decide otherwise; undo lets the sale wait for staff again. */
export const beginRiskRejectionStep = createStep(
  "begin-risk-rejection",
  async ({ id, ...verdict }: RiskVerdictInput, { container }) => {
    const row = await riskService(container).beginRejection(id, verdict)
    const order_id = row.order_id as string
    const must_cancel = row.review_state === "rejecting" && (await stands(container, order_id))
    return new StepResponse({ order_id, must_cancel }, { id, order_id })
  },
  async (begun, { container }) => {
    // Of two rejections at once one cancels the order and the other fails: then there is nothing to undo.
    if (begun && (await stands(container, begun.order_id))) {
      await riskService(container).undoRejection(begun.id, "The order could not be canceled")
    }
  }
)

async function stands(container: MedusaContainer, orderId: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ["id", "status"], filters: { id: orderId } })
  return !!data[0] && data[0].status !== "canceled"
}

/** No undo: the money may be gone. Throws when it is not on its way back, and the order stays. */
export const giveBackRejectedOrderStep = createStep(
  "give-back-rejected-order",
  async (input: { order_id: string; actor: AuditActor }, { container }) => {
    await giveBackOrder(container, input)
    return new StepResponse(undefined)
  }
)

/** No undo: the order is canceled. */
export const finishRiskRejectionStep = createStep(
  "finish-risk-rejection",
  async ({ id, ...verdict }: RiskVerdictInput, { container }) =>
    new StepResponse(await riskService(container).finishRejection(id, verdict))
)

export type LabelRiskAssessmentInput = RiskVerdictInput & { kind: "return" | "dispute" }

/** No undo: it is the only act of its workflow. */
export const labelRiskAssessmentStep = createStep(
  "label-risk-assessment",
  async ({ id, kind, ...verdict }: LabelRiskAssessmentInput, { container }) => {
    await riskService(container).labelByStaff({ kind, source: `staff:${id}`, assessment_id: id }, verdict)
    return new StepResponse({ id })
  }
)
