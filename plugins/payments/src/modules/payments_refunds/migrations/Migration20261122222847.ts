import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122222847 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table if not exists "payment_refund_account" ("payment_id" text not null, "currency_code" text not null, "captured_cents" integer not null, "foreign_cents" integer not null, "committed_cents" integer not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_refund_account_pkey" primary key ("payment_id"), constraint CK_payment_refund_account_committed check (committed_cents >= 0), constraint CK_payment_refund_account_captured check (committed_cents <= captured_cents));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_refund_account_deleted_at" ON "payment_refund_account" ("deleted_at") WHERE deleted_at IS NULL;`
    )

    this.addSql(
      `create table if not exists "payment_refund_request" ("id" text not null, "request_key" text not null, "payment_id" text not null, "payment_session_id" text null, "order_id" text null, "provider_id" text not null, "currency_code" text not null, "amount_cents" integer not null, "reason" text not null, "refund_reason_id" text null, "state" text check ("state" in ('requested', 'approved', 'sent', 'pending', 'succeeded', 'unknown', 'failed', 'declined')) not null, "approval_reasons" jsonb null, "requested_by_type" text not null, "requested_by" text not null, "decided_by" text null, "decided_at" timestamptz null, "decision_note" text null, "refund_id" text null, "error" text null, "attempts" integer not null default 0, "sent_at" timestamptz null, "checked_at" timestamptz null, "settled_at" timestamptz null, "booked_at" timestamptz null, "notified_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_refund_request_pkey" primary key ("id"), constraint CK_payment_refund_request_amount check (amount_cents > 0), constraint CK_payment_refund_request_reason check (length(trim(reason)) > 0), constraint CK_payment_refund_request_two_people check (state = 'declined' OR decided_by IS NULL OR decided_by <> requested_by), constraint CK_payment_refund_request_approved check (state IN ('requested', 'declined', 'failed') OR approval_reasons IS NULL OR decided_by IS NOT NULL), constraint CK_payment_refund_request_money check (state NOT IN ('succeeded', 'pending') OR refund_id IS NOT NULL));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_refund_request_deleted_at" ON "payment_refund_request" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_refund_request_key" ON "payment_refund_request" ("request_key") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_refund_request_refund" ON "payment_refund_request" ("refund_id") WHERE refund_id IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_refund_request_payment" ON "payment_refund_request" ("payment_id", "created_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_refund_request_order" ON "payment_refund_request" ("order_id", "created_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_refund_request_state" ON "payment_refund_request" ("state", "checked_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_payment_refund_request_actor" ON "payment_refund_request" ("requested_by", "created_at") WHERE deleted_at IS NULL;`
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "payment_refund_account" cascade;`)

    this.addSql(`drop table if exists "payment_refund_request" cascade;`)
  }
}
