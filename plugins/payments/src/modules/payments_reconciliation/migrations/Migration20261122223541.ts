import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122223541 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table if not exists "payment_difference" ("id" text not null, "provider" text check ("provider" in ('posabit', 'aeropay', 'hypur')) not null, "kind" text check ("kind" in ('missing_at_provider', 'missing_here', 'amount_differs', 'status_differs', 'duplicate', 'late_return', 'captured_differs', 'given_back_differs', 'overdrawn', 'currency_differs')) not null, "reference" text not null, "currency_code" text not null, "ours_cents" integer null, "theirs_cents" integer null, "ours_status" text null, "theirs_status" text null, "payment_session_id" text null, "order_id" text null, "told_in" text check ("told_in" in ('transactions', 'batch')) null, "occurred_at" timestamptz not null, "state" text check ("state" in ('open', 'accepted', 'resolved')) not null default 'open', "opened_count" integer not null default 1, "has_case" boolean not null default false, "note" text null, "closed_by" text null, "closed_at" timestamptz null, "first_run_id" text not null, "last_run_id" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_difference_pkey" primary key ("id"), constraint CK_payment_difference_closed check ((state = 'open') = (closed_at IS NULL)), constraint CK_payment_difference_accepted check (state <> 'accepted' OR length(note) > 0));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_difference_deleted_at" ON "payment_difference" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_difference_fact" ON "payment_difference" ("provider", "kind", "reference") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_difference_state" ON "payment_difference" ("state", "occurred_at", "id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_difference_reference" ON "payment_difference" ("provider", "reference") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_difference_order" ON "payment_difference" ("order_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_difference_run" ON "payment_difference" ("last_run_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_difference_case" ON "payment_difference" ("id") WHERE has_case AND state <> 'open' AND deleted_at IS NULL;`
    )

    this.addSql(
      `create table if not exists "payment_reconciliation_run" ("id" text not null, "provider" text check ("provider" in ('posabit', 'aeropay', 'hypur')) not null, "day" text not null, "covers_from" timestamptz not null, "covers_to" timestamptz not null, "state" text check ("state" in ('queued', 'running', 'completed', 'failed')) not null default 'queued', "phase" text check ("phase" in ('collecting', 'comparing', 'orders', 'booking')) not null default 'collecting', "cursor" text not null default '', "holder" text null, "heartbeat_at" timestamptz null, "lines_count" integer not null default 0, "expected_count" integer not null default 0, "compared_count" integer not null default 0, "differences_count" integer not null default 0, "unexplained_count" integer not null default 0, "sums" jsonb null, "error" text null, "requested_by" text not null, "started_at" timestamptz null, "ended_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_reconciliation_run_pkey" primary key ("id"));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_reconciliation_run_deleted_at" ON "payment_reconciliation_run" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_reconciliation_run_day" ON "payment_reconciliation_run" ("provider", "day") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_reconciliation_run_created" ON "payment_reconciliation_run" ("created_at", "id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_reconciliation_run_one" ON "payment_reconciliation_run" ("provider") WHERE state IN ('queued', 'running') AND deleted_at IS NULL;`
    )

    this.addSql(
      `create table if not exists "payment_settlement_line" ("id" text not null, "run_id" text not null, "side" text check ("side" in ('ours', 'theirs')) not null, "line_id" text not null, "list" text check ("list" in ('transactions', 'batch')) null, "reference" text null, "kind" text check ("kind" in ('capture', 'refund', 'payout', 'settlement', 'debit', 'fee')) null, "status" text check ("status" in ('pending', 'settled', 'voided', 'returned', 'failed')) null, "amount_cents" integer not null default 0, "fee_cents" integer not null default 0, "currency_code" text null, "batch_id" text null, "payment_session_id" text null, "parent" text null, "nature" text check ("nature" in ('transaction', 'sum', 'unsure')) not null default 'transaction', "occurred_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_settlement_line_pkey" primary key ("id"), constraint CK_payment_settlement_line_cents check (amount_cents >= 0 AND fee_cents >= 0));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_settlement_line_deleted_at" ON "payment_settlement_line" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_settlement_line_reference" ON "payment_settlement_line" ("run_id", "reference") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_settlement_line_session" ON "payment_settlement_line" ("run_id", "payment_session_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_settlement_line_batch" ON "payment_settlement_line" ("run_id", "batch_id") WHERE deleted_at IS NULL;`
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "payment_difference" cascade;`)

    this.addSql(`drop table if exists "payment_reconciliation_run" cascade;`)

    this.addSql(`drop table if exists "payment_settlement_line" cascade;`)
  }
}
