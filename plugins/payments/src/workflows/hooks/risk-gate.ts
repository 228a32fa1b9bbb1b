import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { allow, block, registerGate } from "@rise-via/core"
import { assessmentOf, RISK_FIELDS } from "../../lib/risk/assess"
import { riskService } from "../../lib/risk/risk-service"
import { currentSignals } from "../../lib/risk/signals"

// Says no more than this: who learns the rule learns the way round it.
const REFUSED = {
  code: "payments.risk_refused",
  message: "We cannot accept this payment. Please choose another way to pay, or contact the shop.",
}

/** After every rule that needs no look into the past. What is held here is known to the provider that authorises next. */
registerGate("checkout", {
  name: "payments.risk",
  order: 90,
  fields: RISK_FIELDS,
  check: async (facts) => {
    const service = riskService(facts.container)
    // Whoever could ask without buying would learn what passes, try by try.
    const isOnlyAsked = currentSignals()?.is_completion === false
    if (service.options.mode === "off" || isOnlyAsked) {
      return allow()
    }
    const assessment = await assessmentOf(facts)
    if (assessment?.decision !== "block" || !assessment.is_enforced) {
      return allow()
    }
    if (currentSignals()?.is_completion) {
      await stored(facts.container, () => service.record({ ...assessment, hold_id: null }), true)
    }
    return block(REFUSED)
  },
  hold: async (facts, holdId) => {
    const service = riskService(facts.container)
    const assessment = service.options.mode === "off" ? null : await assessmentOf(facts)
    if (assessment) {
      // A sale that must wait is only held back by its row, so without the row there is no sale.
      const isOptional = assessment.decision === "allow" || !assessment.is_enforced
      await stored(facts.container, () => service.record({ ...assessment, hold_id: holdId }), isOptional)
    }
    return { is_review: assessment?.decision === "review" }
  },
  release: async (container, holdId) => await riskService(container).release(holdId),
  confirm: async (container, holdId, data, orderId) => {
    const service = riskService(container)
    await (data?.is_review === false ? service.confirm(holdId, orderId) : service.confirmInReview(holdId, orderId))
  },
})

registerGate("handover", {
  name: "payments.risk-review",
  order: 90,
  check: async ({ container, order }) => {
    const review = order && (await riskService(container).openReviewOf(order.id))
    return review
      ? block({
          code: "payments.in_review",
          message: "The payment of this order is in review. Clear or reject it before goods leave the shop.",
          facts: { assessment_id: review.id },
        })
      : allow()
  },
})

type Container = Parameters<typeof riskService>[0]

async function stored(container: Container, store: () => Promise<void>, isOptional: boolean) {
  try {
    await store()
  } catch (error) {
    if (!isOptional) {
      throw error
    }
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.error(`payments: a risk assessment could not be stored: ${(error as Error).message}`)
  }
}
