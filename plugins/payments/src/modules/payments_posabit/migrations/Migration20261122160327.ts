import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122160327 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "posabit_order" ("id" text not null, "order_id" text not null, "cart_id" text not null, "payment_session_id" text not null, "reference_no" text not null, "order_type" text check ("order_type" in ('pickup', 'delivery')) not null, "payment_method" text not null, "posabit_id" text null, "status" text not null default 'pending', "currency_code" text not null, "amount_cents" integer not null, "pos_total_cents" integer null, "captured_cents" integer null, "settlement" text check ("settlement" in ('open', 'due', 'settled', 'nothing_taken', 'canceled', 'withdrawn')) not null default 'open', "callback_token_hash" text not null, "pushed_at" timestamptz null, "last_read_at" timestamptz null, "next_poll_at" timestamptz null, "settled_at" timestamptz null, "withdrawn_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "posabit_order_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_order_deleted_at" ON "posabit_order" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_posabit_order_order" ON "posabit_order" ("order_id") WHERE withdrawn_at IS NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_posabit_order_session" ON "posabit_order" ("payment_session_id") WHERE withdrawn_at IS NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_posabit_order_reference" ON "posabit_order" ("reference_no") WHERE withdrawn_at IS NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_posabit_order_posabit" ON "posabit_order" ("posabit_id") WHERE withdrawn_at IS NULL AND posabit_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_order_token" ON "posabit_order" ("callback_token_hash") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_order_poll" ON "posabit_order" ("next_poll_at") WHERE settlement = 'open' AND pushed_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_order_settlement" ON "posabit_order" ("settlement", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_order_settled" ON "posabit_order" ("settled_at") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "posabit_order" cascade;`);
  }

}
