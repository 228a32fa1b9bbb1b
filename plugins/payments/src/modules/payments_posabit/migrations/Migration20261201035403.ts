import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Written by hand: money that the register took and Medusa never captured goes back too, in the books alone. Never more
 * than was captured, nor more than the register took above it. And indexes that include sales that were undone.
 */
export class Migration20261201035403 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`CREATE OR REPLACE FUNCTION posabit_refund_is_a_fact() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        sale posabit_order%ROWTYPE;
        taken bigint;
        given_back bigint;
      BEGIN
        IF TG_OP = 'DELETE' THEN
          IF OLD.refund_id IS NOT NULL OR OLD.completed_at IS NOT NULL THEN
            RAISE EXCEPTION 'posabit_refund %: a refund that Medusa has cannot be deleted', OLD.id;
          END IF;
          RETURN OLD;
        END IF;
        IF TG_OP = 'UPDATE' THEN
          IF (NEW.posabit_order_id, NEW.order_id, NEW.payment_session_id, NEW.reference, NEW.amount_cents, NEW.currency_code, NEW.ledger_only, NEW.deleted_at)
             IS DISTINCT FROM
             (OLD.posabit_order_id, OLD.order_id, OLD.payment_session_id, OLD.reference, OLD.amount_cents, OLD.currency_code, OLD.ledger_only, OLD.deleted_at)
             OR (OLD.completed_at IS NOT NULL AND NEW.refund_id IS DISTINCT FROM OLD.refund_id) THEN
            RAISE EXCEPTION 'posabit_refund %: a recorded refund cannot be changed', OLD.id;
          END IF;
          RETURN NEW;
        END IF;
        SELECT * INTO sale FROM posabit_order WHERE id = NEW.posabit_order_id AND deleted_at IS NULL FOR UPDATE;
        IF NEW.ledger_only THEN
          taken := CASE WHEN sale.settlement IN ('settled', 'withdrawn')
            THEN coalesce(sale.pos_total_cents, sale.amount_cents) - coalesce(sale.captured_cents, 0) END;
        ELSE
          taken := CASE WHEN sale.settlement = 'settled' THEN sale.captured_cents END;
        END IF;
        SELECT coalesce(sum(amount_cents), 0) INTO given_back FROM posabit_refund
          WHERE posabit_order_id = NEW.posabit_order_id AND ledger_only = NEW.ledger_only AND deleted_at IS NULL;
        IF taken IS NULL OR given_back + NEW.amount_cents > taken THEN
          RAISE EXCEPTION 'posabit_refund %: more than was captured', NEW.id;
        END IF;
        RETURN NEW;
      END $$;`)
    this.addSql(`ALTER TABLE "posabit_refund"
      DROP CONSTRAINT IF EXISTS "CK_posabit_refund_completed",
      ADD CONSTRAINT "CK_posabit_refund_completed"
        CHECK (completed_at IS NULL OR (refund_id IS NULL) = ledger_only),
      ADD CONSTRAINT "CK_posabit_refund_ledger_only" CHECK (NOT ledger_only OR refund_id IS NULL);`)
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_order_any_posabit" ON "posabit_order" (posabit_id);`)
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_posabit_order_any_reference" ON "posabit_order" (reference_no);`)
  }

  override async down(): Promise<void> {
    this.addSql(`DROP INDEX IF EXISTS "IDX_posabit_order_any_posabit";`)
    this.addSql(`DROP INDEX IF EXISTS "IDX_posabit_order_any_reference";`)
    this.addSql(`ALTER TABLE "posabit_refund"
      DROP CONSTRAINT IF EXISTS "CK_posabit_refund_ledger_only",
      DROP CONSTRAINT IF EXISTS "CK_posabit_refund_completed",
      ADD CONSTRAINT "CK_posabit_refund_completed" CHECK (completed_at IS NULL OR refund_id IS NOT NULL) NOT VALID;`)
    this.addSql(`CREATE OR REPLACE FUNCTION posabit_refund_is_a_fact() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        captured integer;
        given_back bigint;
      BEGIN
        IF TG_OP = 'DELETE' THEN
          IF OLD.refund_id IS NOT NULL THEN
            RAISE EXCEPTION 'posabit_refund %: a refund that Medusa has cannot be deleted', OLD.id;
          END IF;
          RETURN OLD;
        END IF;
        IF TG_OP = 'UPDATE' THEN
          IF (NEW.posabit_order_id, NEW.order_id, NEW.payment_session_id, NEW.reference, NEW.amount_cents, NEW.currency_code, NEW.deleted_at)
             IS DISTINCT FROM
             (OLD.posabit_order_id, OLD.order_id, OLD.payment_session_id, OLD.reference, OLD.amount_cents, OLD.currency_code, OLD.deleted_at)
             OR (OLD.completed_at IS NOT NULL AND NEW.refund_id IS DISTINCT FROM OLD.refund_id) THEN
            RAISE EXCEPTION 'posabit_refund %: a recorded refund cannot be changed', OLD.id;
          END IF;
          RETURN NEW;
        END IF;
        SELECT captured_cents INTO captured FROM posabit_order
          WHERE id = NEW.posabit_order_id AND settlement = 'settled' AND deleted_at IS NULL FOR UPDATE;
        SELECT coalesce(sum(amount_cents), 0) INTO given_back FROM posabit_refund
          WHERE posabit_order_id = NEW.posabit_order_id AND deleted_at IS NULL;
        IF captured IS NULL OR given_back + NEW.amount_cents > captured THEN
          RAISE EXCEPTION 'posabit_refund %: more than was captured', NEW.id;
        END IF;
        RETURN NEW;
      END $$;`)
  }
}
