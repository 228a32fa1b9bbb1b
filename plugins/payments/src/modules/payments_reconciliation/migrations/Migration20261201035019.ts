import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261201035019 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "payment_run_difference" ("id" text not null, "run_id" text not null, "difference_id" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_run_difference_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_run_difference_deleted_at" ON "payment_run_difference" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_run_difference_run" ON "payment_run_difference" ("run_id", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_run_difference_difference" ON "payment_run_difference" ("difference_id") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "payment_run_difference" cascade;`);
  }

}
