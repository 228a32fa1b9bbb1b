import { model } from "@medusajs/framework/utils"

/** The one row that says how long the chain is. Its lock makes the sealer the only one; it can only move forward. */
export const AuditHead = model.define("core_audit_head", {
  id: model.text().primaryKey(),
  seq: model.number(),
  hash: model.text(),
  /** UTC date (YYYY-MM-DD) of the day that is still open, its first seq, and the hash of the day closed last. */
  day: model.text(),
  day_first_seq: model.number(),
  day_hash: model.text(),
  mac: model.text(),
})
