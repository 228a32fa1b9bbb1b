import { model } from "@medusajs/framework/utils"

/** What a training came to. Only the active one is asked, and none is until staff activate it. */
export const PaymentRiskModel = model
  .define("payment_risk_model", {
    id: model.id({ prefix: "prmod" }).primaryKey(),
    version: model.number(),
    /** `RiskModelParameters` */
    parameters: model.json(),
    threshold: model.float(),
    /** `RiskModelMetrics` of the newest fifth, which it did not learn from. */
    metrics: model.json(),
    labels_count: model.number(),
    bad_count: model.number(),
    held_out_count: model.number(),
    is_active: model.boolean().default(false),
    trained_by: model.text(),
    trained_at: model.dateTime(),
    switched_by: model.text().nullable(),
    switched_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_payment_risk_model_version", on: ["version"], unique: true },
    { name: "IDX_payment_risk_model_active", on: ["is_active"], unique: true, where: "is_active" },
  ])
