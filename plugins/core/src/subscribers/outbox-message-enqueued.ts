import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { dispatchOutbox } from "../lib/outbox"
import { CoreWorkflowEvents } from "../workflows/events"

export default async function outboxMessageEnqueued({ event, container }: SubscriberArgs<{ id: string }>) {
  await dispatchOutbox(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: CoreWorkflowEvents.OUTBOX_MESSAGE_ENQUEUED,
  context: { subscriberId: "core.dispatch-outbox-message" },
}
