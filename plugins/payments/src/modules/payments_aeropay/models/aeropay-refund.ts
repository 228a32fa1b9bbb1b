import { model } from "@medusajs/framework/utils"

/** Money that goes back, or a capture that is undone: one act of ours, whatever Aeropay makes of it. */
export const AeropayRefund = model
  .define("aeropay_refund", {
    id: model.id({ prefix: "apref" }).primaryKey(),
    /** Medusa's refund, or `cancel:<payment session>` where a payment was canceled. */
    refund_id: model.text().unique("IDX_aeropay_refund_refund"),
    payment_session_id: model.text().index("IDX_aeropay_refund_session"),
    transaction_id: model.text(),
    /** Ours; Aeropay gives what it makes this id. */
    uuid: model.text().unique("IDX_aeropay_refund_uuid"),
    idempotency_key: model.text(),
    cents: model.number(),
    /**
     * `sent` outcome unknown · `queued` waits until the payment clears · `created` on its way · `paid` · `voided` never
     * debited · `refused`, `abandoned` and `returned` did not happen after all
     */
    status: model
      .enum(["sent", "queued", "created", "paid", "voided", "refused", "abandoned", "returned"])
      .default("sent"),
    code: model.text().nullable(),
    next_check_at: model.dateTime().nullable(),
  })
  .indexes([{ name: "IDX_aeropay_refund_check", on: ["next_check_at"], where: "next_check_at IS NOT NULL" }])
  .checks([{ name: "CK_aeropay_refund_cents", expression: (c) => `${c.cents} > 0` }])
