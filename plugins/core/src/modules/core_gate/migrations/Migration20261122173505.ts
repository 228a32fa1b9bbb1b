import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122173505 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_checkout_run_state" ON "core_checkout_run" ("state", "created_at") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "IDX_core_checkout_run_state";`);
  }

}
