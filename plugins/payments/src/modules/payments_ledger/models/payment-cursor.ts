import { model } from "@medusajs/framework/utils"

/** How far a pass over somebody else's rows has come; everything up to `last_id` has its entry. */
export const PaymentCursor = model.define("payment_cursor", {
  name: model.text().primaryKey(),
  last_id: model.text(),
})
