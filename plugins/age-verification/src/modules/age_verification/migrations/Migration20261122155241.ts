import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122155241 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "age_verification" ("id" text not null, "customer_id" text not null, "method" text check ("method" in ('birth_date_review')) not null default 'birth_date_review', "status" text check ("status" in ('pending', 'approved', 'rejected', 'expired', 'withdrawn')) not null default 'pending', "birth_date" text null, "first_name" text null, "last_name" text null, "decided_by" text null, "decided_at" timestamptz null, "reason" text null, "expires_at" timestamptz null, "erased_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "age_verification_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_age_verification_deleted_at" ON "age_verification" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_age_verification_customer_id_created_at" ON "age_verification" ("customer_id", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_age_verification_status_created_at" ON "age_verification" ("status", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_age_verification_status_expires_at" ON "age_verification" ("status", "expires_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_age_verification_decided_at" ON "age_verification" ("decided_at") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "age_verification" cascade;`);
  }

}
