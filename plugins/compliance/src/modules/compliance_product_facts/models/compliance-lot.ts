import { model } from "@medusajs/framework/utils"
import { LAB_RESULTS, LOT_STATUSES } from "../../../lib/fact-names"
import { ProductFacts } from "./product-facts"

/** A batch from one producer with its certificate of analysis. Days are text (`YYYY-MM-DD`): law is local, not UTC. */
export const ComplianceLot = model
  .define("compliance_lot", {
    id: model.id({ prefix: "clot" }).primaryKey(),
    code: model.text(),
    status: model.enum([...LOT_STATUSES]).default("active"),
    harvested_on: model.text().nullable(),
    packed_on: model.text().nullable(),
    expires_on: model.text().nullable(),
    lab_result: model.enum([...LAB_RESULTS]).nullable(),
    lab_name: model.text().nullable(),
    lab_licence: model.text().nullable(),
    coa_number: model.text().nullable(),
    tested_on: model.text().nullable(),
    product_facts: model.hasMany(() => ProductFacts, { mappedBy: "lot" }),
  })
  .indexes([{ on: ["code"], unique: true }])
