import { model } from "@medusajs/framework/utils"

/** What a payment session belongs to in Medusa. A link and not a fact: it is filled as more becomes known. */
export const PaymentSubject = model
  .define("payment_subject", {
    payment_session_id: model.text().primaryKey(),
    payment_collection_id: model.text().nullable(),
    payment_id: model.text().nullable(),
    cart_id: model.text().nullable(),
    order_id: model.text().nullable(),
    customer_id: model.text().nullable(),
    /** What the shopper agreed to pay. */
    amount_cents: model.number().nullable(),
    /** When Medusa was last asked for what is missing. */
    checked_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_payment_subject_order", on: ["order_id"] },
    { name: "IDX_payment_subject_payment", on: ["payment_id"] },
    { name: "IDX_payment_subject_collection", on: ["payment_collection_id"] },
    { name: "IDX_payment_subject_cart", on: ["cart_id"] },
  ])
