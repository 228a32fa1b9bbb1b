import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122225959 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "aeropay_payment" ("id" text not null, "payment_session_id" text not null, "customer_id" text null, "aeropay_user_id" text null, "bank_account_id" integer null, "flow" text check ("flow" in ('preauth', 'sale')) not null, "amount_cents" integer not null, "currency_code" text not null, "attempt" integer not null default 1, "idempotency_key" text null, "status" text check ("status" in ('open', 'sent', 'declined', 'authorized', 'captured', 'canceled', 'expired', 'voided')) not null default 'open', "preauth_id" text null, "transaction_id" text null, "transaction_status" text null, "authorized_cents" integer null, "captured_cents" integer null, "code" text null, "is_cancel_wanted" boolean not null default false, "sent_at" timestamptz null, "expires_at" timestamptz null, "next_check_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "aeropay_payment_pkey" primary key ("id"), constraint CK_aeropay_payment_amount check (amount_cents >= 0), constraint CK_aeropay_payment_attempt check (attempt >= 1), constraint CK_aeropay_payment_captured check (captured_cents IS NULL OR captured_cents >= 0));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_aeropay_payment_session" ON "aeropay_payment" ("payment_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_aeropay_payment_deleted_at" ON "aeropay_payment" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_aeropay_payment_preauth" ON "aeropay_payment" ("preauth_id") WHERE preauth_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_aeropay_payment_transaction" ON "aeropay_payment" ("transaction_id") WHERE transaction_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_aeropay_payment_check" ON "aeropay_payment" ("next_check_at") WHERE next_check_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_aeropay_payment_user" ON "aeropay_payment" ("aeropay_user_id") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "aeropay_refund" ("id" text not null, "refund_id" text not null, "payment_session_id" text not null, "transaction_id" text not null, "uuid" text not null, "idempotency_key" text not null, "cents" integer not null, "status" text check ("status" in ('sent', 'queued', 'created', 'paid', 'voided', 'refused', 'abandoned', 'returned')) not null default 'sent', "code" text null, "next_check_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "aeropay_refund_pkey" primary key ("id"), constraint CK_aeropay_refund_cents check (cents > 0));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_aeropay_refund_refund" ON "aeropay_refund" ("refund_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_aeropay_refund_session" ON "aeropay_refund" ("payment_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_aeropay_refund_uuid" ON "aeropay_refund" ("uuid") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_aeropay_refund_deleted_at" ON "aeropay_refund" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_aeropay_refund_check" ON "aeropay_refund" ("next_check_at") WHERE next_check_at IS NOT NULL AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "aeropay_wallet" ("id" text not null, "customer_id" text not null, "aeropay_user_id" text not null, "status" text check ("status" in ('pending', 'active', 'suspended')) not null default 'pending', "bank_account_id" integer null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "aeropay_wallet_pkey" primary key ("id"), constraint CK_aeropay_wallet_bank_account check (bank_account_id > 0));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_aeropay_wallet_customer" ON "aeropay_wallet" ("customer_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_aeropay_wallet_user" ON "aeropay_wallet" ("aeropay_user_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_aeropay_wallet_deleted_at" ON "aeropay_wallet" ("deleted_at") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "aeropay_payment" cascade;`);

    this.addSql(`drop table if exists "aeropay_refund" cascade;`);

    this.addSql(`drop table if exists "aeropay_wallet" cascade;`);
  }

}
