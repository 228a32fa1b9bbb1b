import { model } from "@medusajs/framework/utils"

/**
 * What of a payment may still go back. Its row is what requests for one payment wait for, and its check is why they can
 * never come to more than was captured.
 */
export const PaymentRefundAccount = model
  .define("payment_refund_account", {
    payment_id: model.text().primaryKey(),
    currency_code: model.text(),
    captured_cents: model.number(),
    /** Given back without a request of ours: Medusa's own refunds. */
    foreign_cents: model.number(),
    /** That, and requests that are not over or came true. */
    committed_cents: model.number(),
  })
  .checks([
    { name: "CK_payment_refund_account_committed", expression: (c) => `${c.committed_cents} >= 0` },
    { name: "CK_payment_refund_account_captured", expression: (c) => `${c.committed_cents} <= ${c.captured_cents}` },
  ])
