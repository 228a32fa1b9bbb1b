import { model } from "@medusajs/framework/utils"

/** A link of the chain: fixes the digest of one entry and the link before it. */
export const AuditSeal = model
  .define("core_audit_seal", {
    seq: model.number().primaryKey(),
    entry_id: model.text(),
    entry_created_at: model.dateTime(),
    entry_digest: model.text(),
    previous_hash: model.text(),
    hash: model.text(),
  })
  .indexes([{ name: "IDX_core_audit_seal_entry", on: ["entry_id", "entry_created_at"], unique: true }])
  .checks([{ name: "CK_core_audit_seal_seq", expression: ({ seq }) => `${seq} >= 1` }])
