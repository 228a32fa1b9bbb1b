import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261201034811 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "hypur_request" add column if not exists "handed_over_at" timestamptz null;`);
  }

  override async down(): Promise<void> {
    this.addSql(`alter table if exists "hypur_request" drop column if exists "handed_over_at";`);
  }

}
