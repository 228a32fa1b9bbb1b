import { model } from "@medusajs/framework/utils"
import { LEDGER_ACCOUNTS } from "../../../lib/ledger/postings"
import { PaymentEntry } from "./payment-entry"

/** What an entry moves on one account, in signed cents: debits above 0, credits below. Append-only. */
export const PaymentPosting = model
  .define("payment_posting", {
    id: model.id({ prefix: "ppost" }).primaryKey(),
    entry: model.belongsTo(() => PaymentEntry, { mappedBy: "postings" }),
    account: model.enum([...LEDGER_ACCOUNTS]),
    cents: model.number(),
  })
  .checks([{ name: "CK_payment_posting_cents", expression: (columns) => `${columns.cents} <> 0` }])
