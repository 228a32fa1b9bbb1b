import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122222454 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "posabit_menu_import" ("id" text not null, "state" text check ("state" in ('previewed', 'running', 'succeeded', 'failed')) not null, "actor_type" text not null, "actor_id" text not null, "menu" jsonb null, "items_count" integer not null default 0, "done_count" integer not null default 0, "created_count" integer not null default 0, "updated_count" integer not null default 0, "unchanged_count" integer not null default 0, "withdrawn_count" integer not null default 0, "failed_count" integer not null default 0, "report" jsonb not null, "message" text null, "finished_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "posabit_menu_import_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_menu_import_deleted_at" ON "posabit_menu_import" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_posabit_menu_import_running" ON "posabit_menu_import" ("state") WHERE state = 'running' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_menu_import_created" ON "posabit_menu_import" ("created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "posabit_refund" ("id" text not null, "posabit_order_id" text not null, "order_id" text not null, "payment_session_id" text not null, "reference" text not null, "amount_cents" integer not null, "currency_code" text not null, "reason" text not null, "refund_reason_id" text null, "recorded_by" text not null, "refunded_at" timestamptz not null, "refund_id" text null, "completed_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "posabit_refund_pkey" primary key ("id"), constraint CK_posabit_refund_amount check (amount_cents > 0));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_refund_deleted_at" ON "posabit_refund" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_posabit_refund_reference" ON "posabit_refund" ("reference") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_posabit_refund_refund" ON "posabit_refund" ("refund_id") WHERE refund_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_refund_order" ON "posabit_refund" ("posabit_order_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_refund_session" ON "posabit_refund" ("payment_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_refund_open" ON "posabit_refund" ("created_at") WHERE completed_at IS NULL AND deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "posabit_menu_import" cascade;`);

    this.addSql(`drop table if exists "posabit_refund" cascade;`);
  }

}
