import { model } from "@medusajs/framework/utils"

/**
 * Entries that have no seal yet. A trigger adds the row together with the entry, the sealer takes it away together
 * with the seal: a transaction that commits late shows up here late, and is not skipped.
 */
export const AuditQueueItem = model
  .define("core_audit_queue", {
    position: model.autoincrement().primaryKey(),
    entry_id: model.text(),
    entry_created_at: model.dateTime(),
  })
  .indexes([{ name: "IDX_core_audit_queue_entry", on: ["entry_id", "entry_created_at"], unique: true }])
