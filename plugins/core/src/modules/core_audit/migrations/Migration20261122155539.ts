import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122155539 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "core_audit_person_key" drop constraint if exists "core_audit_person_key_person_id_unique";`);
    this.addSql(`alter table if exists "core_audit_export" drop constraint if exists "core_audit_export_day_unique";`);
    this.addSql(`alter table if exists "core_audit_day" drop constraint if exists "core_audit_day_last_seq_unique";`);
    this.addSql(`create table if not exists "core_audit_day" ("day" text not null, "first_seq" integer not null, "last_seq" integer not null, "count" integer not null, "head_hash" text not null, "previous_hash" text not null, "hash" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_audit_day_pkey" primary key ("day"), constraint CK_core_audit_day_count check (count = last_seq - first_seq + 1 AND count > 0));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_core_audit_day_last_seq_unique" ON "core_audit_day" ("last_seq") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_day_deleted_at" ON "core_audit_day" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_audit_entry" ("id" text not null, "actor_type" text check ("actor_type" in ('customer', 'user', 'api-key', 'system', 'provider')) not null, "actor_id" text not null, "action" text not null, "subject_type" text not null, "subject_id" text not null, "before" jsonb null, "after" jsonb null, "why" text null, "person_id" text null, "personal_cipher" text null, "digest" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_audit_entry_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_entry_deleted_at" ON "core_audit_entry" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_entry_created_at" ON "core_audit_entry" ("created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_entry_actor" ON "core_audit_entry" ("actor_type", "actor_id", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_entry_action" ON "core_audit_entry" ("action", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_entry_subject" ON "core_audit_entry" ("subject_type", "subject_id", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_entry_person" ON "core_audit_entry" ("person_id") WHERE person_id IS NOT NULL AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_audit_export" ("id" text not null, "day" text not null, "last_seq" integer not null, "file_id" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_audit_export_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_core_audit_export_day_unique" ON "core_audit_export" ("day") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_export_deleted_at" ON "core_audit_export" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_audit_head" ("id" text not null, "seq" integer not null, "hash" text not null, "day" text not null, "day_first_seq" integer not null, "day_hash" text not null, "mac" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_audit_head_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_head_deleted_at" ON "core_audit_head" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_audit_person_key" ("id" text not null, "person_id" text not null, "wrapped_key" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "core_audit_person_key_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_core_audit_person_key_person_id_unique" ON "core_audit_person_key" ("person_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_person_key_deleted_at" ON "core_audit_person_key" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_audit_queue" ("position" serial primary key, "entry_id" text not null, "entry_created_at" timestamptz not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null);`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_queue_deleted_at" ON "core_audit_queue" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_core_audit_queue_entry" ON "core_audit_queue" ("entry_id", "entry_created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "core_audit_seal" ("seq" serial primary key, "entry_id" text not null, "entry_created_at" timestamptz not null, "entry_digest" text not null, "previous_hash" text not null, "hash" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint CK_core_audit_seal_seq check (seq >= 1));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_core_audit_seal_deleted_at" ON "core_audit_seal" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_core_audit_seal_entry" ON "core_audit_seal" ("entry_id", "entry_created_at") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "core_audit_day" cascade;`);

    this.addSql(`drop table if exists "core_audit_entry" cascade;`);

    this.addSql(`drop table if exists "core_audit_export" cascade;`);

    this.addSql(`drop table if exists "core_audit_head" cascade;`);

    this.addSql(`drop table if exists "core_audit_person_key" cascade;`);

    this.addSql(`drop table if exists "core_audit_queue" cascade;`);

    this.addSql(`drop table if exists "core_audit_seal" cascade;`);
  }

}
