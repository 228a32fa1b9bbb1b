import { model } from "@medusajs/framework/utils"

/** Where the file with a day's head went. Apart from the day, because that row can no longer change. */
export const AuditExport = model.define("core_audit_export", {
  id: model.id({ prefix: "caexp" }).primaryKey(),
  day: model.text().unique(),
  last_seq: model.number(),
  file_id: model.text(),
})
