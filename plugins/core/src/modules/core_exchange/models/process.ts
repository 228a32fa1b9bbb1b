import { model } from "@medusajs/framework/utils"

/** A running server or worker. `seen_at` is a heartbeat by the database's clock. */
export const CoreProcess = model.define("core_process", {
  id: model.text().primaryKey(),
  host: model.text(),
  pid: model.number(),
  seen_at: model.dateTime(),
})
