import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { sendDecisionMail } from "../lib/decision-mail"
import { AgeVerificationWorkflowEvents } from "../workflows/events"

/** Writes to the customer when their age was confirmed or rejected. Running twice writes once. */
export default async function notifyDecision({ event, container }: SubscriberArgs<{ id: string }>) {
  await sendDecisionMail(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: [AgeVerificationWorkflowEvents.APPROVED, AgeVerificationWorkflowEvents.REJECTED],
  context: { subscriberId: "age-verification.notify-decision" },
}
