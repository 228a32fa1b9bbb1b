/** Events of the plugin. Payload of each: `{ id }` of the row. */
export const CoreWorkflowEvents = {
  /** A message waits in the outbox, or is to be sent once more. `{ id }` of the message; wakes a worker. */
  OUTBOX_MESSAGE_ENQUEUED: "core.outbox_message_enqueued",
  /** A message came in, or is to be handled once more. `{ id }` of the message; wakes a worker. */
  INBOX_MESSAGE_RECEIVED: "core.inbox_message_received",
  /** Staff closed a case. `{ id }` of the case. */
  CASE_CLOSED: "core.case_closed",
} as const
