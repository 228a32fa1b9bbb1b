import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { PaymentEvents } from "@medusajs/framework/utils"
import { sendForeignRefundMails } from "../lib/refunds/refund-mail"

/** Writes to the customer when money went back in another way than by a request of ours. Running twice writes once. */
export default async function notifyForeignRefund({ event, container }: SubscriberArgs<{ id: string }>) {
  await sendForeignRefundMails(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: PaymentEvents.REFUNDED,
  context: { subscriberId: "payments.notify-foreign-refund" },
}
