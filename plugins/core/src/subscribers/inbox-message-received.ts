import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { handleInboxMessage, INBOX_EVENT } from "../lib/inbox"

export default async function inboxMessageReceived({ event, container }: SubscriberArgs<{ id: string }>) {
  await handleInboxMessage(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: INBOX_EVENT,
  context: { subscriberId: "core.handle-inbox-message" },
}
