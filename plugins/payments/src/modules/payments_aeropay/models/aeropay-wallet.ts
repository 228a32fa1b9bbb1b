import { model } from "@medusajs/framework/utils"

/** A customer's account at Aeropay. Ids only: name, phone and bank are Aeropay's to keep. */
export const AeropayWallet = model
  .define("aeropay_wallet", {
    id: model.id({ prefix: "apwal" }).primaryKey(),
    customer_id: model.text().unique("IDX_aeropay_wallet_customer"),
    aeropay_user_id: model.text().unique("IDX_aeropay_wallet_user"),
    /** `pending` waits for the code that Aeropay sent · `suspended` may not pay until Aeropay lets her. */
    status: model.enum(["pending", "active", "suspended"]).default("pending"),
    /** Aeropay's number of the account that pays; without one the one that Aeropay has as its choice. */
    bank_account_id: model.number().nullable(),
  })
  .checks([{ name: "CK_aeropay_wallet_bank_account", expression: (c) => `${c.bank_account_id} > 0` }])
