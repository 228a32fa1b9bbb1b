import { model } from "@medusajs/framework/utils"
import { RISK_LABELS } from "../../../lib/risk/words"

/** What became of a sale or a customer. One source says the same thing once. */
export const PaymentRiskLabel = model
  .define("payment_risk_label", {
    id: model.id({ prefix: "prlab" }).primaryKey(),
    /** `null` where it is about the customer and no sale of hers is known. */
    assessment_id: model.text().nullable(),
    customer_id: model.text().nullable(),
    device_hash: model.text().nullable(),
    bank_hash: model.text().nullable(),
    kind: model.enum([...RISK_LABELS]),
    is_bad: model.boolean(),
    /** Who says so: a ledger entry, a verification, a member of staff. */
    source: model.text(),
    note: model.text().nullable(),
    labelled_at: model.dateTime(),
  })
  .indexes([
    { name: "IDX_payment_risk_label_source", on: ["kind", "source"], unique: true },
    { name: "IDX_payment_risk_label_assessment", on: ["assessment_id"] },
    { name: "IDX_payment_risk_label_customer", on: ["customer_id", "labelled_at"] },
    { name: "IDX_payment_risk_label_device", on: ["device_hash", "labelled_at"], where: "is_bad" },
    { name: "IDX_payment_risk_label_bank", on: ["bank_hash", "labelled_at"], where: "is_bad" },
  ])
