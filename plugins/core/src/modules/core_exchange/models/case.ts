import { model } from "@medusajs/framework/utils"

/** Something that people must decide. */
export const CoreCase = model
  .define("core_case", {
    id: model.id({ prefix: "ccase" }).primaryKey(),
    kind: model.text().searchable(),
    key: model.text().searchable(),
    summary: model.text().searchable(),
    subject_type: model.text(),
    subject_id: model.text().searchable(),
    details: model.json().nullable(),
    state: model.enum(["open", "closed"]).default("open"),
    note: model.text().nullable(),
    closed_by: model.text().nullable(),
    closed_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_core_case_kind_key", on: ["kind", "key"], unique: true },
    { name: "IDX_core_case_subject", on: ["subject_type", "subject_id"] },
    { name: "IDX_core_case_state", on: ["state", "created_at"] },
  ])
