import { model } from "@medusajs/framework/utils"

/** A named right to do something alone for a while; it ends by itself when its holder dies. */
export const CoreLease = model.define("core_lease", {
  name: model.text().primaryKey(),
  holder: model.text(),
  until: model.dateTime(),
})
