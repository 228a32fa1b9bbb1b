import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { OUTBOX_EVENT } from "../lib/enqueue"
import { dispatchOutbox } from "../lib/outbox"

export default async function outboxMessageEnqueued({ event, container }: SubscriberArgs<{ id: string }>) {
  await dispatchOutbox(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: OUTBOX_EVENT,
  context: { subscriberId: "core.dispatch-outbox-message" },
}
