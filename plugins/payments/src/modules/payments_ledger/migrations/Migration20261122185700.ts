import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Written by hand: the books are append-only, and every entry moves exactly its amount. The check waits for the end of
 * the transaction, because an entry comes before its postings. Nobody can add a posting to an old entry either: it
 * would no longer move its amount.
 */
export class Migration20261122185700 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`CREATE OR REPLACE FUNCTION payment_books_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%: % is refused, the books are append-only', TG_TABLE_NAME, TG_OP;
      END $$;`)
    for (const table of ["payment_entry", "payment_posting"]) {
      this.addSql(`CREATE TRIGGER "TR_${table}_keep" BEFORE UPDATE OR DELETE ON "${table}"
        FOR EACH ROW EXECUTE FUNCTION payment_books_refuse();`)
      this.addSql(`CREATE TRIGGER "TR_${table}_keep_all" BEFORE TRUNCATE ON "${table}"
        FOR EACH STATEMENT EXECUTE FUNCTION payment_books_refuse();`)
      this.addSql(`ALTER TABLE "${table}" ADD CONSTRAINT "CK_${table}_kept" CHECK (deleted_at IS NULL);`)
    }

    this.addSql(`CREATE OR REPLACE FUNCTION payment_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        entry payment_entry%ROWTYPE;
        total bigint;
        moved bigint;
        due bigint;
      BEGIN
        IF TG_TABLE_NAME = 'payment_entry' THEN
          entry := NEW;
        ELSE
          SELECT * INTO entry FROM payment_entry WHERE id = NEW.entry_id;
        END IF;
        SELECT coalesce(sum(cents), 0), coalesce(sum(cents) FILTER (WHERE cents > 0), 0) INTO total, moved
          FROM payment_posting WHERE entry_id = entry.id AND deleted_at IS NULL;
        due := CASE WHEN entry.outcome = 'succeeded' AND entry.kind <> 'notice' THEN entry.amount_cents ELSE 0 END;
        IF total <> 0 OR moved <> due THEN
          RAISE EXCEPTION 'payment_entry %: its postings come to % and move %, it must move %', entry.id, total, moved, due
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
        END IF;
        RETURN NULL;
      END $$;`)
    for (const table of ["payment_entry", "payment_posting"]) {
      this.addSql(`CREATE CONSTRAINT TRIGGER "TR_${table}_balances" AFTER INSERT ON "${table}"
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payment_entry_balances();`)
    }
  }

  override async down(): Promise<void> {
    for (const table of ["payment_posting", "payment_entry"]) {
      for (const name of ["balances", "keep", "keep_all"]) {
        this.addSql(`DROP TRIGGER IF EXISTS "TR_${table}_${name}" ON "${table}";`)
      }
      this.addSql(`ALTER TABLE "${table}" DROP CONSTRAINT IF EXISTS "CK_${table}_kept";`)
    }
    this.addSql(`DROP FUNCTION IF EXISTS payment_entry_balances();`)
    this.addSql(`DROP FUNCTION IF EXISTS payment_books_refuse();`)
  }
}
