import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { handleInboxMessage } from "../lib/inbox"
import { CoreWorkflowEvents } from "../workflows/events"

export default async function inboxMessageReceived({ event, container }: SubscriberArgs<{ id: string }>) {
  await handleInboxMessage(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: CoreWorkflowEvents.INBOX_MESSAGE_RECEIVED,
  context: { subscriberId: "core.handle-inbox-message" },
}
