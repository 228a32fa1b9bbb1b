import { model } from "@medusajs/framework/utils"
import { GATEWAYS } from "../../../lib/ledger/words"
import { DIFFERENCE_KINDS, DIFFERENCE_STATES, LINE_LISTS } from "../../../lib/reconciliation/words"

/**
 * Something that does not agree, whichever run finds it. It closes itself when it is found no more, and opens again when
 * it is found again, or when other facts are found after staff have accepted it.
 */
export const PaymentDifference = model
  .define("payment_difference", {
    id: model.id({ prefix: "pdiff" }).primaryKey(),
    provider: model.enum([...GATEWAYS]),
    kind: model.enum([...DIFFERENCE_KINDS]),
    reference: model.text().searchable(),
    currency_code: model.text(),
    ours_cents: model.number().nullable(),
    theirs_cents: model.number().nullable(),
    ours_status: model.text().nullable(),
    theirs_status: model.text().nullable(),
    payment_session_id: model.text().searchable().nullable(),
    order_id: model.text().searchable().nullable(),
    told_in: model.enum([...LINE_LISTS]).nullable(),
    occurred_at: model.dateTime(),
    state: model.enum([...DIFFERENCE_STATES]).default("open"),
    opened_count: model.number().default(1),
    /** Core's case of it is still open. */
    has_case: model.boolean().default(false),
    note: model.text().nullable(),
    closed_by: model.text().nullable(),
    closed_at: model.dateTime().nullable(),
    first_run_id: model.text(),
    last_run_id: model.text(),
  })
  .indexes([
    { name: "IDX_payment_difference_fact", on: ["provider", "kind", "reference"], unique: true },
    { name: "IDX_payment_difference_state", on: ["state", "occurred_at", "id"] },
    { name: "IDX_payment_difference_reference", on: ["provider", "reference"] },
    { name: "IDX_payment_difference_order", on: ["order_id"] },
    { name: "IDX_payment_difference_run", on: ["last_run_id"] },
    { name: "IDX_payment_difference_case", on: ["id"], where: "has_case AND state <> 'open' AND deleted_at IS NULL" },
  ])
  .checks([
    {
      name: "CK_payment_difference_closed",
      expression: (columns) => `(${columns.state} = 'open') = (${columns.closed_at} IS NULL)`,
    },
    {
      name: "CK_payment_difference_accepted",
      expression: (columns) => `${columns.state} <> 'accepted' OR length(${columns.note}) > 0`,
    },
  ])
