import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122185654 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "payment_cursor" ("name" text not null, "last_id" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_cursor_pkey" primary key ("name"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_cursor_deleted_at" ON "payment_cursor" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "payment_entry" ("id" text not null, "provider" text check ("provider" in ('posabit', 'aeropay', 'hypur')) not null, "key" text not null, "source" text check ("source" in ('asked', 'told', 'read', 'staff')) not null, "operation" text not null, "kind" text check ("kind" in ('authorization', 'capture', 'void', 'expiry', 'refund', 'payout', 'return', 'recovery', 'settlement', 'debit', 'fee', 'notice')) not null, "voids" text check ("voids" in ('hold', 'capture')) null, "outcome" text check ("outcome" in ('succeeded', 'pending', 'declined', 'failed', 'unknown')) not null, "amount_cents" integer not null, "currency_code" text not null, "payment_session_id" text null, "refund_id" text null, "provider_reference" text null, "provider_parent" text null, "provider_status" text null, "code" text null, "idempotency_key" text null, "correlation_id" text null, "request" jsonb null, "response" jsonb null, "occurred_at" timestamptz not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_entry_pkey" primary key ("id"), constraint CK_payment_entry_amount check (amount_cents >= 0), constraint CK_payment_entry_voids check ((kind = 'void') = (voids IS NOT NULL)), constraint CK_payment_entry_currency check (currency_code ~ '^[a-z]{3}\$'), constraint CK_payment_entry_key check (length(key) > 0));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_entry_deleted_at" ON "payment_entry" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_entry_fact" ON "payment_entry" ("provider", "key", "outcome") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_entry_session" ON "payment_entry" ("payment_session_id", "occurred_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_entry_reference" ON "payment_entry" ("provider", "provider_reference") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_entry_parent" ON "payment_entry" ("provider", "provider_parent") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_entry_correlation" ON "payment_entry" ("correlation_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_entry_refund" ON "payment_entry" ("refund_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_entry_occurred" ON "payment_entry" ("occurred_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_entry_provider" ON "payment_entry" ("provider", "occurred_at", "id") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "payment_posting" ("id" text not null, "entry_id" text not null, "account" text check ("account" in ('holds', 'holds_given', 'provider_receivable', 'customer_payments', 'voids', 'refunds', 'returns', 'payouts', 'fees', 'bank')) not null, "cents" integer not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_posting_pkey" primary key ("id"), constraint CK_payment_posting_cents check (cents <> 0));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_posting_entry_id" ON "payment_posting" ("entry_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_posting_deleted_at" ON "payment_posting" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "payment_subject" ("payment_session_id" text not null, "payment_collection_id" text null, "payment_id" text null, "cart_id" text null, "order_id" text null, "customer_id" text null, "amount_cents" integer null, "checked_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_subject_pkey" primary key ("payment_session_id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_subject_deleted_at" ON "payment_subject" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_subject_order" ON "payment_subject" ("order_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_subject_payment" ON "payment_subject" ("payment_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_subject_collection" ON "payment_subject" ("payment_collection_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_subject_cart" ON "payment_subject" ("cart_id") WHERE deleted_at IS NULL;`);

    this.addSql(`alter table if exists "payment_posting" add constraint "payment_posting_entry_id_foreign" foreign key ("entry_id") references "payment_entry" ("id") on update cascade;`);
  }

  override async down(): Promise<void> {
    this.addSql(`alter table if exists "payment_posting" drop constraint if exists "payment_posting_entry_id_foreign";`);

    this.addSql(`drop table if exists "payment_cursor" cascade;`);

    this.addSql(`drop table if exists "payment_entry" cascade;`);

    this.addSql(`drop table if exists "payment_posting" cascade;`);

    this.addSql(`drop table if exists "payment_subject" cascade;`);
  }

}
