import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What the generator cannot write: the entry table partitioned by month, the queue that goes with it, and the triggers
 * that make the log append-only.
 *
 * A table cannot be partitioned afterwards, so the plain one of the generated migration, which runs right before this
 * one and is therefore empty, is replaced. Its primary key contains `created_at`, as PostgreSQL asks of a partitioned
 * table. Partitions are made ahead by the job `core.audit-partitions`; the default partition takes whatever has none,
 * so that an insert never fails for want of a partition.
 */
export class Migration20261122155640 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`drop table if exists "core_audit_entry" cascade;`)
    this.addSql(`
      create table "core_audit_entry" (
        "id" text not null,
        "actor_type" text not null check ("actor_type" in ('customer', 'user', 'api-key', 'system', 'provider')),
        "actor_id" text not null,
        "action" text not null,
        "subject_type" text not null,
        "subject_id" text not null,
        "before" jsonb null,
        "after" jsonb null,
        "why" text null,
        "person_id" text null,
        "personal_cipher" text null,
        "digest" text not null,
        "created_at" timestamptz not null default date_trunc('milliseconds', now()),
        "updated_at" timestamptz not null default now(),
        "deleted_at" timestamptz null,
        constraint "core_audit_entry_pkey" primary key ("id", "created_at"),
        constraint "CK_core_audit_entry_milliseconds" check ("created_at" = date_trunc('milliseconds', "created_at")),
        constraint "CK_core_audit_entry_kept" check ("deleted_at" is null),
        constraint "CK_core_audit_entry_personal" check (("person_id" is null) = ("personal_cipher" is null))
      ) partition by range ("created_at");`)
    this.addSql(`create table "core_audit_entry_default" partition of "core_audit_entry" default;`)
    this.addSql(`create index "IDX_core_audit_entry_created_at" on "core_audit_entry" ("created_at");`)
    this.addSql(`create index "IDX_core_audit_entry_actor" on "core_audit_entry" ("actor_type", "actor_id", "created_at");`)
    this.addSql(`create index "IDX_core_audit_entry_action" on "core_audit_entry" ("action", "created_at");`)
    this.addSql(`create index "IDX_core_audit_entry_subject" on "core_audit_entry" ("subject_type", "subject_id", "created_at");`)
    this.addSql(`create index "IDX_core_audit_entry_person" on "core_audit_entry" ("person_id") where "person_id" is not null;`)

    for (const table of ["core_audit_queue", "core_audit_seal"]) {
      this.addSql(`
        alter table "${table}" add constraint "FK_${table}_entry"
        foreign key ("entry_id", "entry_created_at") references "core_audit_entry" ("id", "created_at");`)
    }
    // The unique indexes that Medusa generates leave soft-deleted rows out; here there are none.
    for (const table of ["core_audit_seal", "core_audit_queue", "core_audit_head", "core_audit_day", "core_audit_export", "core_audit_person_key"]) {
      this.addSql(`alter table "${table}" add constraint "CK_${table}_kept" check ("deleted_at" is null);`)
    }
    this.addSql(`alter table "core_audit_head" add constraint "CK_core_audit_head_one" check ("id" = 'head');`)

    this.addSql(REFUSE)
    this.addSql(QUEUE)
    this.addSql(UNQUEUE)
    this.addSql(FORWARD)
    this.addSql(ENSURE_PARTITION)

    for (const table of ["core_audit_entry", "core_audit_seal", "core_audit_day", "core_audit_export"]) {
      this.addSql(refuse(table, "update or delete", "row"))
    }
    this.addSql(refuse("core_audit_queue", "update", "row"))
    this.addSql(refuse("core_audit_head", "delete", "row"))
    this.addSql(refuse("core_audit_person_key", "update", "row"))
    for (const table of TABLES) {
      this.addSql(refuse(table, "truncate", "statement"))
    }
    this.addSql(refuse("core_audit_entry_default", "truncate", "statement"))

    this.addSql(`
      create trigger "core_audit_entry_queue" after insert on "core_audit_entry"
      for each row execute function core_audit_queue_entry();`)
    this.addSql(`
      create trigger "core_audit_queue_unqueue" before delete on "core_audit_queue"
      for each row execute function core_audit_unqueue_sealed();`)
    this.addSql(`
      create trigger "core_audit_head_forward" before update on "core_audit_head"
      for each row execute function core_audit_head_forward();`)

    for (const months of [0, 1, 2]) {
      this.addSql(`select core_audit_ensure_partition((now() at time zone 'UTC' + interval '${months} months')::date);`)
    }
  }

  /** Back to what the generated migration made. A log that lost its entries is no log, so nothing of it is kept. */
  override async down(): Promise<void> {
    for (const signature of FUNCTIONS) {
      this.addSql(`drop function if exists ${signature} cascade;`)
    }
    this.addSql(`drop table if exists "core_audit_entry" cascade;`)
    for (const table of TABLES.filter((name) => name !== "core_audit_entry")) {
      this.addSql(`delete from "${table}";`)
      this.addSql(`alter table "${table}" drop constraint if exists "CK_${table}_kept";`)
    }
    this.addSql(`alter table "core_audit_head" drop constraint if exists "CK_core_audit_head_one";`)
    this.addSql(`
      create table "core_audit_entry" (
        "id" text not null primary key, "actor_type" text not null, "actor_id" text not null, "action" text not null,
        "subject_type" text not null, "subject_id" text not null, "before" jsonb null, "after" jsonb null,
        "why" text null, "person_id" text null, "personal_cipher" text null, "digest" text not null,
        "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(),
        "deleted_at" timestamptz null
      );`)
  }
}

const TABLES = [
  "core_audit_entry",
  "core_audit_seal",
  "core_audit_queue",
  "core_audit_head",
  "core_audit_day",
  "core_audit_export",
  "core_audit_person_key",
]

const FUNCTIONS = [
  "core_audit_refuse()",
  "core_audit_queue_entry()",
  "core_audit_unqueue_sealed()",
  "core_audit_head_forward()",
  "core_audit_ensure_partition(date)",
]

const refuse = (table: string, events: string, level: "row" | "statement") => `
  create trigger "${table}_refuse_${level}" before ${events} on "${table}"
  for each ${level} execute function core_audit_refuse();`

const REFUSE = `
  create function core_audit_refuse() returns trigger language plpgsql as $$
  begin
    raise exception '% on % is refused: the audit log only grows', tg_op, tg_table_name using errcode = 'restrict_violation';
  end $$;`

const QUEUE = `
  create function core_audit_queue_entry() returns trigger language plpgsql as $$
  begin
    insert into core_audit_queue (entry_id, entry_created_at) values (new.id, new.created_at);
    return null;
  end $$;`

const UNQUEUE = `
  create function core_audit_unqueue_sealed() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from core_audit_seal where entry_id = old.entry_id and entry_created_at = old.entry_created_at
    ) then
      raise exception 'DELETE on core_audit_queue is refused: % has no seal yet', old.entry_id using errcode = 'restrict_violation';
    end if;
    return old;
  end $$;`

const FORWARD = `
  create function core_audit_head_forward() returns trigger language plpgsql as $$
  begin
    if new.seq < old.seq or new.day < old.day or new.day_first_seq < old.day_first_seq then
      raise exception 'UPDATE on core_audit_head is refused: the head only moves forward' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;`

/**
 * Makes the partition of a month, and says whether it did. ATTACH instead of CREATE … PARTITION OF, because it lets
 * inserts go on. A month that already has rows in the default partition stays there: PostgreSQL would refuse it.
 */
const ENSURE_PARTITION = `
  create function core_audit_ensure_partition(of_day date) returns boolean language plpgsql as $$
  declare
    month_start timestamp := date_trunc('month', of_day::timestamp);
    from_at timestamptz := month_start at time zone 'UTC';
    to_at timestamptz := (month_start + interval '1 month') at time zone 'UTC';
    name text := 'core_audit_entry_' || to_char(month_start, 'YYYY_MM');
  begin
    perform pg_advisory_xact_lock(hashtext('core_audit_ensure_partition'));
    if to_regclass(name) is not null
      or exists (select from core_audit_entry_default where created_at >= from_at and created_at < to_at) then
      return false;
    end if;
    execute format('create table %I (like core_audit_entry including defaults including constraints)', name);
    execute format('alter table core_audit_entry attach partition %I for values from (%L) to (%L)', name, from_at, to_at);
    execute format(
      'create trigger %I before truncate on %I for each statement execute function core_audit_refuse()',
      name || '_refuse_statement', name
    );
    return true;
  end $$;`
