import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261201035402 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "posabit_refund" add column if not exists "ledger_only" boolean not null default false;`);
  }

  override async down(): Promise<void> {
    this.addSql(`alter table if exists "posabit_refund" drop column if exists "ledger_only";`);
  }

}
