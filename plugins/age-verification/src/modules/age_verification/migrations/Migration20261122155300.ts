import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What must never be wrong, whoever writes: one open request a customer, and no decision without its facts. */
export class Migration20261122155300 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "UQ_age_verification_one_pending" ON "age_verification" ("customer_id") WHERE status = 'pending' AND deleted_at IS NULL;`
    )
    this.addSql(
      `ALTER TABLE "age_verification" ADD CONSTRAINT "CK_age_verification_birth_date_format" CHECK (birth_date ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$');`
    )
    this.addSql(
      `ALTER TABLE "age_verification" ADD CONSTRAINT "CK_age_verification_pending_is_open" CHECK (status <> 'pending' OR (birth_date IS NOT NULL AND decided_at IS NULL AND decided_by IS NULL));`
    )
    this.addSql(
      `ALTER TABLE "age_verification" ADD CONSTRAINT "CK_age_verification_decided_by_somebody" CHECK (status NOT IN ('approved', 'rejected', 'expired') OR (decided_at IS NOT NULL AND decided_by IS NOT NULL));`
    )
    this.addSql(
      `ALTER TABLE "age_verification" ADD CONSTRAINT "CK_age_verification_approved_has_end" CHECK (status <> 'approved' OR (birth_date IS NOT NULL AND expires_at IS NOT NULL));`
    )
    this.addSql(
      `ALTER TABLE "age_verification" ADD CONSTRAINT "CK_age_verification_erased_is_empty" CHECK (erased_at IS NULL OR (birth_date IS NULL AND first_name IS NULL AND last_name IS NULL AND reason IS NULL));`
    )
  }

  override async down(): Promise<void> {
    for (const name of [
      "erased_is_empty",
      "approved_has_end",
      "decided_by_somebody",
      "pending_is_open",
      "birth_date_format",
    ]) {
      this.addSql(`ALTER TABLE IF EXISTS "age_verification" DROP CONSTRAINT IF EXISTS "CK_age_verification_${name}";`)
    }
    this.addSql(`DROP INDEX IF EXISTS "UQ_age_verification_one_pending";`)
  }
}
