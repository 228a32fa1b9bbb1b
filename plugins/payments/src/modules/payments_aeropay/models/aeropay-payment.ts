import { model } from "@medusajs/framework/utils"

/** What became of one payment session at Aeropay. Amounts are whole cents. */
export const AeropayPayment = model
  .define("aeropay_payment", {
    id: model.id({ prefix: "appay" }).primaryKey(),
    /** Medusa's session; Aeropay has it as the reference. */
    payment_session_id: model.text().unique("IDX_aeropay_payment_session"),
    customer_id: model.text().nullable(),
    aeropay_user_id: model.text().nullable(),
    bank_account_id: model.number().nullable(),
    /** What was asked for: to hold the money, or to take it at once. */
    flow: model.enum(["preauth", "sale"]),
    amount_cents: model.number(),
    currency_code: model.text(),
    /** Grows after a definite decline only, so that a repeat is the same request to Aeropay. */
    attempt: model.number().default(1),
    idempotency_key: model.text().nullable(),
    /**
     * `open` nothing was asked · `sent` asked, outcome unknown · `declined` refused, may be asked again · `authorized` held ·
     * `captured` taken · `canceled` and `expired` the hold is gone · `voided` taken and undone in full
     */
    status: model
      .enum(["open", "sent", "declined", "authorized", "captured", "canceled", "expired", "voided"])
      .default("open"),
    preauth_id: model.text().nullable(),
    transaction_id: model.text().nullable(),
    /** Aeropay's word for the transaction. */
    transaction_status: model.text().nullable(),
    authorized_cents: model.number().nullable(),
    captured_cents: model.number().nullable(),
    code: model.text().nullable(),
    /** The order was given up: whatever is found there is undone. */
    is_cancel_wanted: model.boolean().default(false),
    sent_at: model.dateTime().nullable(),
    expires_at: model.dateTime().nullable(),
    /** When it is looked at again; null when nothing is left to find out. */
    next_check_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_aeropay_payment_preauth", on: ["preauth_id"], unique: true, where: "preauth_id IS NOT NULL" },
    {
      name: "IDX_aeropay_payment_transaction",
      on: ["transaction_id"],
      unique: true,
      where: "transaction_id IS NOT NULL",
    },
    { name: "IDX_aeropay_payment_check", on: ["next_check_at"], where: "next_check_at IS NOT NULL" },
    { name: "IDX_aeropay_payment_user", on: ["aeropay_user_id"] },
  ])
  .checks([
    { name: "CK_aeropay_payment_amount", expression: (c) => `${c.amount_cents} >= 0` },
    { name: "CK_aeropay_payment_attempt", expression: (c) => `${c.attempt} >= 1` },
    {
      name: "CK_aeropay_payment_captured",
      expression: (c) => `${c.captured_cents} IS NULL OR ${c.captured_cents} >= 0`,
    },
  ])
