import { Modules } from "@medusajs/framework/utils"
import { registerOutboxHandler, registerPersonalData, registerRecovery } from "@rise-via/core"
import { registerService } from "../../lib/place-order"
import { RISK_REVIEW_CLEARED, RISK_REVIEW_REJECTED, RISK_REVIEW_REQUESTED } from "../../lib/risk/events"
import { riskService } from "../../lib/risk/risk-service"
import type { RiskAssessmentDTO } from "../../types"
import { rejectRiskReviewWorkflow } from "../payments-reject-risk-review"

for (const event of [RISK_REVIEW_REQUESTED, RISK_REVIEW_CLEARED, RISK_REVIEW_REJECTED]) {
  registerOutboxHandler(event, async ({ payload }, container) => {
    if (event === RISK_REVIEW_CLEARED) {
      await registerService(container).pushCleared(String(payload.order_id))
    }
    await container.resolve(Modules.EVENT_BUS).emit({ name: event, data: payload })
  })
}

const MINUTE = 60_000
const LIMIT = 100

// A kill between the verdict and the cancellation leaves the order as it is and the review under way.
registerRecovery<RiskAssessmentDTO>({
  name: "payments.risk-rejecting",
  order: 160,
  find: async (container, now) =>
    await riskService(container).listPaymentRiskAssessments(
      { review_state: "rejecting", verdict_at: { $lt: new Date(now.getTime() - 2 * MINUTE) } },
      { take: LIMIT, order: { verdict_at: "ASC" } }
    ),
  repair: async ({ id, order_id, verdict_by, verdict_why }, container) => {
    const verdict = { actor: { type: "user" as const, id: verdict_by as string }, why: verdict_why as string }
    await rejectRiskReviewWorkflow(container).run({ input: { id, ...verdict } })
    return {
      action: "payments.review_rejection_finished",
      subject: { type: "order", id: order_id as string },
      why: "Staff had rejected the sale, and a crash came before the order was canceled.",
    }
  },
})

registerPersonalData({
  name: "payments-risk",

  async export(customerId, container) {
    const assessments = await riskService(container).listPaymentRiskAssessments(
      { customer_id: customerId },
      {
        select: ["id", "order_id", "amount_cents", "currency_code", "decision", "review_state", "assessed_at"],
        order: { assessed_at: "ASC" },
        take: null,
      }
    )
    return assessments.length ? { payment_risk_assessments: assessments } : null
  },

  async erase(customerId, container) {
    await riskService(container).eraseCustomer(customerId)
  },
})
