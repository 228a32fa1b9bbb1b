import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Written by hand: what must never be wrong about money that was given back. Never more than was captured, and neither
 * its facts nor the refund that used it up change afterwards.
 */
export class Migration20261122222500 extends Migration {
  override async up(): Promise<void> {
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
    this.addSql(`CREATE TRIGGER "TR_posabit_refund_is_a_fact" BEFORE INSERT OR UPDATE OR DELETE ON "posabit_refund"
      FOR EACH ROW EXECUTE FUNCTION posabit_refund_is_a_fact();`)
    this.addSql(`ALTER TABLE "posabit_refund"
      ADD CONSTRAINT "CK_posabit_refund_completed" CHECK (completed_at IS NULL OR refund_id IS NOT NULL),
      ADD CONSTRAINT "FK_posabit_refund_order" FOREIGN KEY (posabit_order_id) REFERENCES posabit_order (id);`)
  }

  override async down(): Promise<void> {
    this.addSql(`DROP TRIGGER IF EXISTS "TR_posabit_refund_is_a_fact" ON "posabit_refund";`)
    this.addSql(`DROP FUNCTION IF EXISTS posabit_refund_is_a_fact();`)
    this.addSql(`ALTER TABLE "posabit_refund"
      DROP CONSTRAINT IF EXISTS "CK_posabit_refund_completed",
      DROP CONSTRAINT IF EXISTS "FK_posabit_refund_order";`)
  }
}
