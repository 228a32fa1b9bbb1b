import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122223640 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "hypur_request" ("id" text not null, "payment_session_id" text not null, "order_id" text null, "request_id" text null, "status" text check ("status" in ('created', 'awaiting_customer', 'approved', 'settled', 'declined', 'canceled', 'expired', 'returned', 'represented', 'hold', 'failed')) not null default 'created', "provider_status" text null, "hold_reason" text null, "currency_code" text not null, "amount_cents" integer not null, "approved_cents" integer null, "fee_cents" integer null, "captured_cents" integer null, "settlement" text check ("settlement" in ('open', 'due', 'captured', 'closed')) not null default 'open', "returns" integer not null default 0, "expires_at" timestamptz not null, "next_poll_at" timestamptz null, "last_read_at" timestamptz null, "captured_at" timestamptz null, "withdrawn_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "hypur_request_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_hypur_request_deleted_at" ON "hypur_request" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_hypur_request_once" ON "hypur_request" ("payment_session_id", "amount_cents") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_hypur_request_request" ON "hypur_request" ("request_id") WHERE request_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_hypur_request_order" ON "hypur_request" ("order_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_hypur_request_poll" ON "hypur_request" ("next_poll_at") WHERE next_poll_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_hypur_request_settlement" ON "hypur_request" ("settlement", "created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "hypur_act" ("id" text not null, "hypur_request_id" text not null, "kind" text check ("kind" in ('confirm', 'refund', 'cancel')) not null, "source" text check ("source" in ('asked', 'staff')) not null, "state" text check ("state" in ('sent', 'pending', 'done', 'failed', 'unknown')) not null, "amount_cents" integer not null, "refund_id" text null, "before_cents" integer not null default 0, "external_reference" text null, "operator_id" text null, "note" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "hypur_act_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_hypur_act_hypur_request_id" ON "hypur_act" ("hypur_request_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_hypur_act_deleted_at" ON "hypur_act" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_hypur_act_refund" ON "hypur_act" ("refund_id") WHERE refund_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_hypur_act_reference" ON "hypur_act" ("hypur_request_id", "kind", "external_reference") WHERE external_reference IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_hypur_act_one_open" ON "hypur_act" ("hypur_request_id", "kind") WHERE state IN ('sent', 'unknown') AND deleted_at IS NULL;`);

    this.addSql(`alter table if exists "hypur_act" add constraint "hypur_act_hypur_request_id_foreign" foreign key ("hypur_request_id") references "hypur_request" ("id") on update cascade;`);
  }

  override async down(): Promise<void> {
    this.addSql(`alter table if exists "hypur_act" drop constraint if exists "hypur_act_hypur_request_id_foreign";`);

    this.addSql(`drop table if exists "hypur_request" cascade;`);

    this.addSql(`drop table if exists "hypur_act" cascade;`);
  }

}
