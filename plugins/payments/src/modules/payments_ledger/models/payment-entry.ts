import { model } from "@medusajs/framework/utils"
import { GATEWAYS, LEDGER_KINDS, LEDGER_OUTCOMES, LEDGER_SOURCES, LEDGER_VOIDS } from "../../../lib/ledger/words"
import { PaymentPosting } from "./payment-posting"

/**
 * One thing that we asked of a payment service, that it told us, or that staff did. Append-only: the database refuses
 * to change, delete or truncate. The fields are those of `LedgerEntryInput`.
 */
export const PaymentEntry = model
  .define("payment_entry", {
    id: model.id({ prefix: "pent" }).primaryKey(),
    provider: model.enum([...GATEWAYS]),
    key: model.text().searchable(),
    source: model.enum([...LEDGER_SOURCES]),
    operation: model.text().searchable(),
    kind: model.enum([...LEDGER_KINDS]),
    voids: model.enum([...LEDGER_VOIDS]).nullable(),
    outcome: model.enum([...LEDGER_OUTCOMES]),
    amount_cents: model.number(),
    currency_code: model.text(),
    payment_session_id: model.text().searchable().nullable(),
    refund_id: model.text().searchable().nullable(),
    provider_reference: model.text().searchable().nullable(),
    provider_parent: model.text().searchable().nullable(),
    provider_status: model.text().nullable(),
    code: model.text().nullable(),
    idempotency_key: model.text().nullable(),
    correlation_id: model.text().searchable().nullable(),
    request: model.json().nullable(),
    response: model.json().nullable(),
    occurred_at: model.dateTime(),
    postings: model.hasMany(() => PaymentPosting, { mappedBy: "entry" }),
  })
  .indexes([
    { name: "IDX_payment_entry_fact", on: ["provider", "key", "outcome"], unique: true },
    { name: "IDX_payment_entry_session", on: ["payment_session_id", "occurred_at"] },
    { name: "IDX_payment_entry_reference", on: ["provider", "provider_reference"] },
    { name: "IDX_payment_entry_parent", on: ["provider", "provider_parent"] },
    { name: "IDX_payment_entry_correlation", on: ["correlation_id"] },
    { name: "IDX_payment_entry_refund", on: ["refund_id"] },
    { name: "IDX_payment_entry_occurred", on: ["occurred_at", "id"] },
    { name: "IDX_payment_entry_provider", on: ["provider", "occurred_at", "id"] },
  ])
  .checks([
    { name: "CK_payment_entry_amount", expression: (columns) => `${columns.amount_cents} >= 0` },
    {
      name: "CK_payment_entry_voids",
      expression: (columns) => `(${columns.kind} = 'void') = (${columns.voids} IS NOT NULL)`,
    },
    { name: "CK_payment_entry_currency", expression: (columns) => `${columns.currency_code} ~ '^[a-z]{3}$'` },
    { name: "CK_payment_entry_key", expression: (columns) => `length(${columns.key}) > 0` },
  ])
