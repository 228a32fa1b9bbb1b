import { model } from "@medusajs/framework/utils"
import { LINE_KINDS, LINE_LISTS, LINE_STATUSES } from "../../../lib/reconciliation/words"

/**
 * What a run has collected and not yet compared: lines of the service's report, and what our ledger expects there. Gone
 * when the run has ended. PostgreSQL sorts it, so that no run needs more memory than another.
 */
export const PaymentSettlementLine = model
  .define("payment_settlement_line", {
    /** Made of run, side and the line's own id: a line that is read twice is there once. */
    id: model.text().primaryKey(),
    run_id: model.text(),
    side: model.enum(["ours", "theirs"]),
    line_id: model.text(),
    list: model.enum([...LINE_LISTS]).nullable(),
    reference: model.text().nullable(),
    kind: model.enum([...LINE_KINDS]).nullable(),
    status: model.enum([...LINE_STATUSES]).nullable(),
    amount_cents: model.number().default(0),
    fee_cents: model.number().default(0),
    currency_code: model.text().nullable(),
    batch_id: model.text().nullable(),
    payment_session_id: model.text().nullable(),
    parent: model.text().nullable(),
    /** Whether it is a transaction: `sum` is none, `unsure` while the service does not say. */
    nature: model.enum(["transaction", "sum", "unsure"]).default("transaction"),
    occurred_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_payment_settlement_line_reference", on: ["run_id", "reference"] },
    { name: "IDX_payment_settlement_line_session", on: ["run_id", "payment_session_id"] },
    { name: "IDX_payment_settlement_line_batch", on: ["run_id", "batch_id"] },
  ])
  .checks([
    { name: "CK_payment_settlement_line_cents", expression: (c) => `${c.amount_cents} >= 0 AND ${c.fee_cents} >= 0` },
  ])
