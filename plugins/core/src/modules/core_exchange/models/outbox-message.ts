import { model } from "@medusajs/framework/utils"

/** One message for the outside, inserted on the transaction of the change it tells about. */
export const CoreOutboxMessage = model
  .define("core_outbox_message", {
    id: model.id({ prefix: "cout" }).primaryKey(),
    topic: model.text().searchable(),
    key: model.text().searchable(),
    payload: model.json(),
    state: model.enum(["pending", "sending", "sent", "dead"]).default("pending"),
    attempts: model.number().default(0),
    next_attempt_at: model.dateTime(),
    claimed_by: model.text().nullable(),
    last_error: model.text().nullable(),
    sent_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_core_outbox_message_topic_key", on: ["topic", "key"], unique: true },
    { name: "IDX_core_outbox_message_due", on: ["next_attempt_at"], where: "state = 'pending' AND deleted_at IS NULL" },
    { name: "IDX_core_outbox_message_sending", on: ["claimed_by"], where: "state = 'sending' AND deleted_at IS NULL" },
    { name: "IDX_core_outbox_message_state", on: ["state", "created_at"] },
  ])
