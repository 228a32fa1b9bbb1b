import { model } from "@medusajs/framework/utils"

/** The head of a day that is over: which seals it holds, the last of them, and the head of the day before. */
export const AuditDay = model
  .define("core_audit_day", {
    /** UTC date, YYYY-MM-DD. */
    day: model.text().primaryKey(),
    first_seq: model.number(),
    last_seq: model.number().unique(),
    count: model.number(),
    head_hash: model.text(),
    previous_hash: model.text(),
    hash: model.text(),
  })
  .checks([
    {
      name: "CK_core_audit_day_count",
      expression: ({ count, first_seq, last_seq }) => `${count} = ${last_seq} - ${first_seq} + 1 AND ${count} > 0`,
    },
  ])
