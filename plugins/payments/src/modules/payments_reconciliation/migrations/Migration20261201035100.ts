import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Written by hand: what is known of runs that were made before this table, and that both ends exist. */
export class Migration20261201035100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`INSERT INTO "payment_run_difference" ("id", "run_id", "difference_id")
      SELECT DISTINCT run.id || ':' || difference.id, run.id, difference.id
        FROM "payment_difference" difference
        JOIN "payment_reconciliation_run" run ON run.id IN (difference.first_run_id, difference.last_run_id)
      ON CONFLICT ("id") DO NOTHING;`)
    this.addSql(`ALTER TABLE "payment_run_difference"
      ADD CONSTRAINT "FK_payment_run_difference_run" FOREIGN KEY ("run_id") REFERENCES "payment_reconciliation_run" ("id"),
      ADD CONSTRAINT "FK_payment_run_difference_difference" FOREIGN KEY ("difference_id") REFERENCES "payment_difference" ("id");`)
  }

  override async down(): Promise<void> {
    this.addSql(`ALTER TABLE "payment_run_difference"
      DROP CONSTRAINT IF EXISTS "FK_payment_run_difference_run",
      DROP CONSTRAINT IF EXISTS "FK_payment_run_difference_difference";`)
  }
}
