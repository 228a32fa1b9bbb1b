import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122155122 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "core_checkout_run" ("id" text not null, "cart_id" text not null, "order_id" text null, "state" text check ("state" in ('running', 'placed', 'done', 'undone')) not null default 'running', "process_id" text not null, "settled_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_checkout_run_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_checkout_run_cart_id" ON "core_checkout_run" ("cart_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_checkout_run_order_id" ON "core_checkout_run" ("order_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_checkout_run_deleted_at" ON "core_checkout_run" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_checkout_run_open" ON "core_checkout_run" ("created_at") WHERE state IN ('running', 'placed') AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_gate_hold" ("id" text not null, "gate" text not null, "state" text check ("state" in ('taking', 'held', 'confirmed', 'released')) not null default 'taking', "data" jsonb null, "order_id" text null, "run_id" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_gate_hold_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_gate_hold_order_id" ON "core_gate_hold" ("order_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_gate_hold_run_id" ON "core_gate_hold" ("run_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_gate_hold_deleted_at" ON "core_gate_hold" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`alter table if exists "core_gate_hold" add constraint "core_gate_hold_run_id_foreign" foreign key ("run_id") references "core_checkout_run" ("id") on update cascade;`);
  }

  override async down(): Promise<void> {
    this.addSql(`alter table if exists "core_gate_hold" drop constraint if exists "core_gate_hold_run_id_foreign";`);

    this.addSql(`drop table if exists "core_checkout_run" cascade;`);

    this.addSql(`drop table if exists "core_gate_hold" cascade;`);
  }

}
