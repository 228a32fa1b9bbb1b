import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { sendRefundMail } from "../lib/refunds/refund-mail"
import { PaymentsWorkflowEvents } from "../workflows/events"

/** Writes to the customer when money went back. Running twice writes once; a lost event is found by the recovery. */
export default async function notifyRefund({ event, container }: SubscriberArgs<{ id: string }>) {
  await sendRefundMail(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: PaymentsWorkflowEvents.REFUND_MADE,
  context: { subscriberId: "payments.notify-refund" },
}
