import { model } from "@medusajs/framework/utils"
import { GATEWAYS } from "../../../lib/ledger/words"
import { RUN_PHASES, RUN_STATES } from "../../../lib/reconciliation/words"

/** One reconciliation of one service. `phase` and `cursor` say how far it has come, so that it goes on after a kill. */
export const PaymentReconciliationRun = model
  .define("payment_reconciliation_run", {
    id: model.id({ prefix: "prun" }).primaryKey(),
    provider: model.enum([...GATEWAYS]),
    /** The shop's day, as `2026-03-08`; compared from `covers_from` up to, not including, `covers_to`. */
    day: model.text(),
    covers_from: model.dateTime(),
    covers_to: model.dateTime(),
    state: model.enum([...RUN_STATES]).default("queued"),
    phase: model.enum([...RUN_PHASES]).default("collecting"),
    cursor: model.text().default(""),
    /** Who works on it; a worker that finds another name here stops. */
    holder: model.text().nullable(),
    heartbeat_at: model.dateTime().nullable(),
    /** Lines read from the service, transactions to compare, and those that are. */
    lines_count: model.number().default(0),
    expected_count: model.number().default(0),
    compared_count: model.number().default(0),
    /** Found in this run, also those that were known. */
    differences_count: model.number().default(0),
    /** Lines that are sums and no transactions. */
    unexplained_count: model.number().default(0),
    /** Money by side, kind and currency. */
    sums: model.json().nullable(),
    error: model.text().nullable(),
    requested_by: model.text(),
    started_at: model.dateTime().nullable(),
    ended_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_payment_reconciliation_run_day", on: ["provider", "day"] },
    { name: "IDX_payment_reconciliation_run_created", on: ["created_at", "id"] },
    {
      name: "IDX_payment_reconciliation_run_one",
      on: ["provider"],
      unique: true,
      where: "state IN ('queued', 'running') AND deleted_at IS NULL",
    },
  ])
