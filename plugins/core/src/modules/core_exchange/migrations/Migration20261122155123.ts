import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122155123 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "core_attempt" ("id" text not null, "service" text not null, "operation" text not null, "idempotency_key" text not null, "state" text check ("state" in ('sent', 'succeeded', 'failed', 'unknown')) not null default 'sent', "request" jsonb not null, "response" jsonb null, "status" integer null, "message" text null, "duration_ms" integer null, "cause_id" text null, "process_id" text not null, "settled_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_attempt_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_attempt_cause_id" ON "core_attempt" ("cause_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_attempt_deleted_at" ON "core_attempt" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_attempt_key" ON "core_attempt" ("service", "idempotency_key") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_attempt_open" ON "core_attempt" ("process_id") WHERE state = 'sent' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_attempt_state" ON "core_attempt" ("state", "created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_case" ("id" text not null, "kind" text not null, "key" text not null, "summary" text not null, "subject_type" text not null, "subject_id" text not null, "details" jsonb null, "state" text check ("state" in ('open', 'closed')) not null default 'open', "note" text null, "closed_by" text null, "closed_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_case_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_case_deleted_at" ON "core_case" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_core_case_kind_key" ON "core_case" ("kind", "key") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_case_subject" ON "core_case" ("subject_type", "subject_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_case_state" ON "core_case" ("state", "created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_inbox_message" ("id" text not null, "source" text not null, "dedupe_key" text not null, "ordering_key" text not null, "method" text not null, "url" text not null, "params" jsonb not null, "headers" jsonb not null, "raw_body" text not null, "body" jsonb null, "state" text check ("state" in ('received', 'handling', 'handled', 'dead')) not null default 'received', "attempts" integer not null default 0, "deliveries" integer not null default 1, "next_attempt_at" timestamptz not null, "claimed_by" text null, "last_error" text null, "handled_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_inbox_message_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_inbox_message_deleted_at" ON "core_inbox_message" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_core_inbox_message_dedupe" ON "core_inbox_message" ("source", "dedupe_key") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_inbox_message_due" ON "core_inbox_message" ("next_attempt_at") WHERE state = 'received' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_inbox_message_handling" ON "core_inbox_message" ("source", "ordering_key") WHERE state = 'handling' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_inbox_message_state" ON "core_inbox_message" ("state", "created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_lease" ("name" text not null, "holder" text not null, "until" timestamptz not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_lease_pkey" primary key ("name"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_lease_deleted_at" ON "core_lease" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_outbox_message" ("id" text not null, "topic" text not null, "key" text not null, "payload" jsonb not null, "state" text check ("state" in ('pending', 'sending', 'sent', 'dead')) not null default 'pending', "attempts" integer not null default 0, "next_attempt_at" timestamptz not null, "claimed_by" text null, "last_error" text null, "sent_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_outbox_message_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_outbox_message_deleted_at" ON "core_outbox_message" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_core_outbox_message_topic_key" ON "core_outbox_message" ("topic", "key") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_outbox_message_due" ON "core_outbox_message" ("next_attempt_at") WHERE state = 'pending' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_outbox_message_sending" ON "core_outbox_message" ("claimed_by") WHERE state = 'sending' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_outbox_message_state" ON "core_outbox_message" ("state", "created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_process" ("id" text not null, "host" text not null, "pid" integer not null, "seen_at" timestamptz not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_process_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_process_deleted_at" ON "core_process" ("deleted_at") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "core_attempt" cascade;`);

    this.addSql(`drop table if exists "core_case" cascade;`);

    this.addSql(`drop table if exists "core_inbox_message" cascade;`);

    this.addSql(`drop table if exists "core_lease" cascade;`);

    this.addSql(`drop table if exists "core_outbox_message" cascade;`);

    this.addSql(`drop table if exists "core_process" cascade;`);
  }

}
