import { model } from "@medusajs/framework/utils"

/** The key of one person's values, wrapped with a key that AUDIT_KEY gives. Deleting the row erases the values. */
export const AuditPersonKey = model.define("core_audit_person_key", {
  id: model.id({ prefix: "capk" }).primaryKey(),
  person_id: model.text().unique(),
  wrapped_key: model.text(),
})
