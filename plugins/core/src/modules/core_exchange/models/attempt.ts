import { model } from "@medusajs/framework/utils"

/** One call to an outside service, committed before the call and settled after. Secrets are blanked before storing. */
export const CoreAttempt = model
  .define("core_attempt", {
    id: model.id({ prefix: "catt" }).primaryKey(),
    service: model.text().searchable(),
    operation: model.text().searchable(),
    idempotency_key: model.text().searchable(),
    state: model.enum(["sent", "succeeded", "failed", "unknown"]).default("sent"),
    request: model.json(),
    response: model.json().nullable(),
    status: model.number().nullable(),
    message: model.text().nullable(),
    duration_ms: model.number().nullable(),
    /** The outbox or inbox message in whose handling the call was made. */
    cause_id: model.text().index().nullable(),
    process_id: model.text(),
    settled_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_core_attempt_key", on: ["service", "idempotency_key"] },
    { name: "IDX_core_attempt_open", on: ["process_id"], where: "state = 'sent' AND deleted_at IS NULL" },
    { name: "IDX_core_attempt_state", on: ["state", "created_at"] },
  ])
