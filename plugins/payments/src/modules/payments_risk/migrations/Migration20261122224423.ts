import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122224423 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "payment_risk_assessment" ("id" text not null, "cart_id" text not null, "order_id" text null, "payment_session_id" text null, "provider_id" text null, "customer_id" text null, "device_hash" text null, "ip_hash" text null, "bank_hash" text null, "currency_code" text not null, "amount_cents" integer not null, "features" jsonb not null, "score" integer not null, "decision" text check ("decision" in ('allow', 'review', 'block')) not null, "is_enforced" boolean not null default true, "reasons" jsonb not null, "rule_set_version" integer not null, "model_version" integer null, "model_probability" real null, "hold_id" text null, "state" text check ("state" in ('open', 'placed', 'undone', 'blocked')) not null default 'open', "review_state" text check ("review_state" in ('none', 'pending', 'rejecting', 'cleared', 'rejected', 'withdrawn')) not null default 'none', "verdict_by" text null, "verdict_why" text null, "verdict_at" timestamptz null, "assessed_at" timestamptz not null, "placed_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_risk_assessment_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_assessment_deleted_at" ON "payment_risk_assessment" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_risk_assessment_hold" ON "payment_risk_assessment" ("hold_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_assessment_customer" ON "payment_risk_assessment" ("customer_id", "assessed_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_assessment_device" ON "payment_risk_assessment" ("device_hash", "assessed_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_assessment_ip" ON "payment_risk_assessment" ("ip_hash", "assessed_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_assessment_bank" ON "payment_risk_assessment" ("bank_hash", "assessed_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_assessment_session" ON "payment_risk_assessment" ("payment_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_assessment_order" ON "payment_risk_assessment" ("order_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_assessment_review" ON "payment_risk_assessment" ("review_state", "assessed_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_assessment_assessed" ON "payment_risk_assessment" ("assessed_at", "id") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "payment_risk_label" ("id" text not null, "assessment_id" text null, "customer_id" text null, "device_hash" text null, "bank_hash" text null, "kind" text check ("kind" in ('return', 'dispute', 'refused_id', 'staff_rejected', 'staff_cleared')) not null, "is_bad" boolean not null, "source" text not null, "note" text null, "labelled_at" timestamptz not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_risk_label_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_label_deleted_at" ON "payment_risk_label" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_risk_label_source" ON "payment_risk_label" ("kind", "source") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_label_assessment" ON "payment_risk_label" ("assessment_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_label_customer" ON "payment_risk_label" ("customer_id", "labelled_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_label_device" ON "payment_risk_label" ("device_hash", "labelled_at") WHERE is_bad AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_label_bank" ON "payment_risk_label" ("bank_hash", "labelled_at") WHERE is_bad AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "payment_risk_model" ("id" text not null, "version" integer not null, "parameters" jsonb not null, "threshold" real not null, "metrics" jsonb not null, "labels_count" integer not null, "bad_count" integer not null, "held_out_count" integer not null, "is_active" boolean not null default false, "trained_by" text not null, "trained_at" timestamptz not null, "switched_by" text null, "switched_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_risk_model_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_model_deleted_at" ON "payment_risk_model" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_risk_model_version" ON "payment_risk_model" ("version") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_risk_model_active" ON "payment_risk_model" ("is_active") WHERE is_active AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "payment_risk_rule_set" ("id" text not null, "version" integer not null, "name" text not null, "state" text check ("state" in ('draft', 'active', 'retired')) not null default 'draft', "review_at" integer not null, "block_at" integer not null, "rules" jsonb not null, "created_by" text not null, "activated_by" text null, "activated_at" timestamptz null, "activated_why" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "payment_risk_rule_set_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_payment_risk_rule_set_deleted_at" ON "payment_risk_rule_set" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_risk_rule_set_version" ON "payment_risk_rule_set" ("version") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_payment_risk_rule_set_active" ON "payment_risk_rule_set" ("state") WHERE state = 'active' AND deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "payment_risk_assessment" cascade;`);

    this.addSql(`drop table if exists "payment_risk_label" cascade;`);

    this.addSql(`drop table if exists "payment_risk_model" cascade;`);

    this.addSql(`drop table if exists "payment_risk_rule_set" cascade;`);
  }

}
