import { model } from "@medusajs/framework/utils"

/**
 * One order as the register knows it. Holds ids and amounts only; name, phone and address go to POSaBIT straight from
 * Medusa's order and are not copied here.
 */
export const PosabitOrder = model
  .define("posabit_order", {
    id: model.id({ prefix: "pbord" }).primaryKey(),
    order_id: model.text().searchable(),
    cart_id: model.text(),
    payment_session_id: model.text(),
    /** Ours, sent along and searchable at POSaBIT: the id of Medusa's order. */
    reference_no: model.text().searchable(),
    order_type: model.enum(["pickup", "delivery"]),
    /** Key of the option `paymentMethods`. */
    payment_method: model.text(),
    /** POSaBIT's id, once it has the order. */
    posabit_id: model.text().searchable().nullable(),
    /** POSaBIT's word, normalised; one that it does not document is kept as it is. */
    status: model.text().default("pending"),
    currency_code: model.text(),
    /** What the shopper was promised to pay, in cents. */
    amount_cents: model.number(),
    /** What the register says the order comes to, in cents. */
    pos_total_cents: model.number().nullable(),
    /** What was captured in Medusa, in cents. */
    captured_cents: model.number().nullable(),
    /**
     * `open` no money yet · `due` the shop has the money, Medusa's payment is not captured yet · `settled` captured ·
     * `nothing_taken` the register took 0 · `canceled` · `withdrawn` the sale was undone before the register had it
     */
    settlement: model.enum(["open", "due", "settled", "nothing_taken", "canceled", "withdrawn"]).default("open"),
    /** SHA-256 of the secret part of the callback address. */
    callback_token_hash: model.text(),
    pushed_at: model.dateTime().nullable(),
    last_read_at: model.dateTime().nullable(),
    next_poll_at: model.dateTime().nullable(),
    settled_at: model.dateTime().nullable(),
    withdrawn_at: model.dateTime().nullable(),
  })
  .indexes([
    // A sale that was undone stays as history; the cart may be completed again with the same payment session.
    { name: "IDX_posabit_order_order", on: ["order_id"], unique: true, where: "withdrawn_at IS NULL" },
    { name: "IDX_posabit_order_session", on: ["payment_session_id"], unique: true, where: "withdrawn_at IS NULL" },
    { name: "IDX_posabit_order_reference", on: ["reference_no"], unique: true, where: "withdrawn_at IS NULL" },
    {
      name: "IDX_posabit_order_posabit",
      on: ["posabit_id"],
      unique: true,
      where: "withdrawn_at IS NULL AND posabit_id IS NOT NULL",
    },
    { name: "IDX_posabit_order_token", on: ["callback_token_hash"] },
    { name: "IDX_posabit_order_poll", on: ["next_poll_at"], where: "settlement = 'open' AND pushed_at IS NOT NULL" },
    { name: "IDX_posabit_order_settlement", on: ["settlement", "created_at"] },
    { name: "IDX_posabit_order_settled", on: ["settled_at"] },
  ])
