import { model } from "@medusajs/framework/utils"
import { REFUND_STATES } from "../../../lib/refunds/states"

/** One wish to give money back, from asking over approval to what the payment service said. Nothing personal. */
export const PaymentRefundRequest = model
  .define("payment_refund_request", {
    id: model.id({ prefix: "prfreq" }).primaryKey(),
    /** The caller's; the same key is the same request. */
    request_key: model.text(),
    payment_id: model.text(),
    payment_session_id: model.text().nullable(),
    order_id: model.text().searchable().nullable(),
    provider_id: model.text(),
    currency_code: model.text(),
    amount_cents: model.number(),
    reason: model.text(),
    refund_reason_id: model.text().nullable(),
    state: model.enum([...REFUND_STATES]),
    /** Why it needs a second person: reasons of the gate `refund`. */
    approval_reasons: model.json().nullable(),
    requested_by_type: model.text(),
    requested_by: model.text(),
    /** Who approved or declined it, and what they said. */
    decided_by: model.text().nullable(),
    decided_at: model.dateTime().nullable(),
    decision_note: model.text().nullable(),
    /** Medusa's refund, whose id is also the idempotency key at the payment service. */
    refund_id: model.text().searchable().nullable(),
    error: model.text().nullable(),
    attempts: model.number().default(0),
    sent_at: model.dateTime().nullable(),
    checked_at: model.dateTime().nullable(),
    settled_at: model.dateTime().nullable(),
    /** Medusa's order counts it. */
    booked_at: model.dateTime().nullable(),
    notified_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_payment_refund_request_key", on: ["request_key"], unique: true },
    { name: "IDX_payment_refund_request_refund", on: ["refund_id"], unique: true, where: "refund_id IS NOT NULL" },
    { name: "IDX_payment_refund_request_payment", on: ["payment_id", "created_at"] },
    { name: "IDX_payment_refund_request_order", on: ["order_id", "created_at"] },
    { name: "IDX_payment_refund_request_state", on: ["state", "checked_at"] },
    { name: "IDX_payment_refund_request_actor", on: ["requested_by", "created_at"] },
  ])
  .checks([
    { name: "CK_payment_refund_request_amount", expression: (c) => `${c.amount_cents} > 0` },
    { name: "CK_payment_refund_request_reason", expression: (c) => `length(trim(${c.reason})) > 0` },
    {
      name: "CK_payment_refund_request_two_people",
      expression: (c) => `${c.state} = 'declined' OR ${c.decided_by} IS NULL OR ${c.decided_by} <> ${c.requested_by}`,
    },
    {
      name: "CK_payment_refund_request_approved",
      expression: (c) =>
        `${c.state} IN ('requested', 'declined', 'failed') OR ${c.approval_reasons} IS NULL OR ${c.decided_by} IS NOT NULL`,
    },
    {
      name: "CK_payment_refund_request_money",
      expression: (c) => `${c.state} NOT IN ('succeeded', 'pending') OR ${c.refund_id} IS NOT NULL`,
    },
  ])
