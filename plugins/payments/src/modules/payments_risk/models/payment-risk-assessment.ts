import { model } from "@medusajs/framework/utils"
import { RISK_DECISIONS, RISK_REVIEW_STATES, RISK_STATES } from "../../../lib/risk/words"

/**
 * One attempt to pay, what was known of it then, and what was decided. Score, features and decision never change; the
 * database refuses. Where it came from is kept as keyed hashes, for `retentionDays`.
 */
export const PaymentRiskAssessment = model
  .define("payment_risk_assessment", {
    id: model.id({ prefix: "prisk" }).primaryKey(),
    cart_id: model.text(),
    order_id: model.text().searchable().nullable(),
    payment_session_id: model.text().searchable().nullable(),
    provider_id: model.text().nullable(),
    customer_id: model.text().searchable().nullable(),
    device_hash: model.text().nullable(),
    ip_hash: model.text().nullable(),
    bank_hash: model.text().nullable(),
    currency_code: model.text(),
    amount_cents: model.number(),
    features: model.json(),
    score: model.number(),
    decision: model.enum([...RISK_DECISIONS]),
    /** `observe` mode: what was decided had no effect. */
    is_enforced: model.boolean().default(true),
    reasons: model.json(),
    /** 0 is the built-in one; -1 where scoring failed. */
    rule_set_version: model.number(),
    model_version: model.number().nullable(),
    model_probability: model.float().nullable(),
    /** Core's hold of the checkout. */
    hold_id: model.text().nullable(),
    state: model.enum([...RISK_STATES]).default("open"),
    review_state: model.enum([...RISK_REVIEW_STATES]).default("none"),
    verdict_by: model.text().nullable(),
    verdict_why: model.text().nullable(),
    verdict_at: model.dateTime().nullable(),
    assessed_at: model.dateTime(),
    placed_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_payment_risk_assessment_hold", on: ["hold_id"], unique: true },
    { name: "IDX_payment_risk_assessment_customer", on: ["customer_id", "assessed_at"] },
    { name: "IDX_payment_risk_assessment_device", on: ["device_hash", "assessed_at"] },
    { name: "IDX_payment_risk_assessment_ip", on: ["ip_hash", "assessed_at"] },
    { name: "IDX_payment_risk_assessment_bank", on: ["bank_hash", "assessed_at"] },
    { name: "IDX_payment_risk_assessment_session", on: ["payment_session_id"] },
    { name: "IDX_payment_risk_assessment_order", on: ["order_id"] },
    { name: "IDX_payment_risk_assessment_review", on: ["review_state", "assessed_at"] },
    { name: "IDX_payment_risk_assessment_assessed", on: ["assessed_at", "id"] },
  ])
