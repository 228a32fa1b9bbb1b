import { model } from "@medusajs/framework/utils"

/**
 * Money that staff gave back in POSaBIT's portal: its API cannot. Medusa's refund of such a payment passes only by using
 * one of these up, and each is used up once.
 */
export const PosabitRefund = model
  .define("posabit_refund", {
    id: model.id({ prefix: "pbref" }).primaryKey(),
    posabit_order_id: model.text(),
    order_id: model.text(),
    payment_session_id: model.text(),
    /** What the portal calls the refund. The same one is the same fact, however often it is told. */
    reference: model.text().searchable(),
    amount_cents: model.number(),
    currency_code: model.text(),
    /** Why, in the words of staff. */
    reason: model.text(),
    /** One of Medusa's refund reasons. */
    refund_reason_id: model.text().nullable(),
    recorded_by: model.text(),
    /** When it was done in the portal. */
    refunded_at: model.dateTime(),
    /** Medusa's refund that used it up. */
    refund_id: model.text().nullable(),
    /** The register took it and Medusa never captured it: it goes back in the books alone. */
    ledger_only: model.boolean().default(false),
    /** Medusa's refund, the order's transaction and the books all have it. */
    completed_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_posabit_refund_reference", on: ["reference"], unique: true },
    { name: "IDX_posabit_refund_refund", on: ["refund_id"], unique: true, where: "refund_id IS NOT NULL" },
    { name: "IDX_posabit_refund_order", on: ["posabit_order_id"] },
    { name: "IDX_posabit_refund_session", on: ["payment_session_id"] },
    { name: "IDX_posabit_refund_open", on: ["created_at"], where: "completed_at IS NULL" },
  ])
  .checks([{ name: "CK_posabit_refund_amount", expression: (columns) => `${columns.amount_cents} > 0` }])
