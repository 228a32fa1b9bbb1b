import { model } from "@medusajs/framework/utils"
import { RULE_SET_STATES } from "../../../lib/risk/words"

/** Rules with their thresholds, under a number. What was activated once is never changed: assessments name it. */
export const PaymentRiskRuleSet = model
  .define("payment_risk_rule_set", {
    id: model.id({ prefix: "prrul" }).primaryKey(),
    version: model.number(),
    name: model.text().searchable(),
    state: model.enum([...RULE_SET_STATES]).default("draft"),
    review_at: model.number(),
    block_at: model.number(),
    rules: model.json(),
    created_by: model.text(),
    activated_by: model.text().nullable(),
    activated_at: model.dateTime().nullable(),
    activated_why: model.text().nullable(),
  })
  .indexes([
    { name: "IDX_payment_risk_rule_set_version", on: ["version"], unique: true },
    { name: "IDX_payment_risk_rule_set_active", on: ["state"], unique: true, where: "state = 'active'" },
  ])
