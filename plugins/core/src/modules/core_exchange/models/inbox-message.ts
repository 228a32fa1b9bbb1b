import { model } from "@medusajs/framework/utils"

/** One verified message from the outside, with its bytes as sent. */
export const CoreInboxMessage = model
  .define("core_inbox_message", {
    id: model.id({ prefix: "cin" }).primaryKey(),
    source: model.text().searchable(),
    dedupe_key: model.text().searchable(),
    ordering_key: model.text(),
    method: model.text(),
    url: model.text(),
    params: model.json(),
    headers: model.json(),
    /** Base64 of the raw bytes. */
    raw_body: model.text(),
    body: model.json().nullable(),
    state: model.enum(["received", "handling", "handled", "dead"]).default("received"),
    attempts: model.number().default(0),
    /** How often the same message came. */
    deliveries: model.number().default(1),
    next_attempt_at: model.dateTime(),
    claimed_by: model.text().nullable(),
    last_error: model.text().nullable(),
    handled_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_core_inbox_message_dedupe", on: ["source", "dedupe_key"], unique: true },
    { name: "IDX_core_inbox_message_due", on: ["next_attempt_at"], where: "state = 'received' AND deleted_at IS NULL" },
    {
      name: "IDX_core_inbox_message_handling",
      on: ["source", "ordering_key"],
      where: "state = 'handling' AND deleted_at IS NULL",
    },
    { name: "IDX_core_inbox_message_state", on: ["state", "created_at"] },
  ])
