import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { OrderWorkflowEvents } from "@medusajs/framework/utils"
import { riskService } from "../lib/risk/risk-service"

/** An order that was canceled needs no review. Running twice changes nothing. */
export default async function withdrawRiskReview({ event, container }: SubscriberArgs<{ id: string }>) {
  await riskService(container).withdrawReview(event.data.id)
}

export const config: SubscriberConfig = {
  event: OrderWorkflowEvents.CANCELED,
  context: { subscriberId: "payments.withdraw-risk-review" },
}
