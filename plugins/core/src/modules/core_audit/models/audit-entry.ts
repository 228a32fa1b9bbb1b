import { model } from "@medusajs/framework/utils"

/**
 * One act. Written once, on the transaction of the change it tells about, and never changed.
 * The table is partitioned by month; see the hand-written migration.
 */
export const AuditEntry = model
  .define("core_audit_entry", {
    id: model.id({ prefix: "caud" }).primaryKey(),
    actor_type: model.enum(["customer", "user", "api-key", "system", "provider"]),
    actor_id: model.text().searchable(),
    action: model.text().searchable(),
    subject_type: model.text(),
    subject_id: model.text().searchable(),
    before: model.json().nullable(),
    after: model.json().nullable(),
    why: model.text().searchable().nullable(),
    /** Whose key opens `personal_cipher`. */
    person_id: model.text().nullable(),
    personal_cipher: model.text().nullable(),
    /** HMAC-SHA-256 over the canonical JSON of everything above and `created_at`. */
    digest: model.text(),
  })
  .indexes([
    { name: "IDX_core_audit_entry_created_at", on: ["created_at"] },
    { name: "IDX_core_audit_entry_actor", on: ["actor_type", "actor_id", "created_at"] },
    { name: "IDX_core_audit_entry_action", on: ["action", "created_at"] },
    { name: "IDX_core_audit_entry_subject", on: ["subject_type", "subject_id", "created_at"] },
    { name: "IDX_core_audit_entry_person", on: ["person_id"], where: "person_id IS NOT NULL" },
  ])
