import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Written by hand: what must never be wrong about money. A settled order keeps its amounts for ever, and Medusa never
 * captured more than the shopper agreed to.
 */
export class Migration20261122160400 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`ALTER TABLE "posabit_order"
      ADD CONSTRAINT "CK_posabit_order_amount" CHECK (amount_cents > 0),
      ADD CONSTRAINT "CK_posabit_order_pos_total" CHECK (pos_total_cents IS NULL OR pos_total_cents >= 0),
      ADD CONSTRAINT "CK_posabit_order_captured" CHECK (captured_cents IS NULL OR captured_cents BETWEEN 0 AND amount_cents),
      ADD CONSTRAINT "CK_posabit_order_settled" CHECK (
        (settlement = 'settled' AND coalesce(captured_cents, 0) > 0 AND settled_at IS NOT NULL)
        OR (settlement = 'nothing_taken' AND coalesce(captured_cents, -1) = 0 AND settled_at IS NOT NULL)
        OR (settlement NOT IN ('settled', 'nothing_taken') AND captured_cents IS NULL AND settled_at IS NULL)),
      ADD CONSTRAINT "CK_posabit_order_withdrawn" CHECK ((settlement = 'withdrawn') = (withdrawn_at IS NOT NULL)),
      ADD CONSTRAINT "CK_posabit_order_pushed" CHECK ((posabit_id IS NULL) = (pushed_at IS NULL)),
      ADD CONSTRAINT "CK_posabit_order_token_hash" CHECK (callback_token_hash ~ '^[0-9a-f]{64}$');`)

    this.addSql(`CREATE OR REPLACE FUNCTION posabit_order_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.settlement IN ('settled', 'nothing_taken') THEN
          IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'posabit_order %: a settled order cannot be deleted', OLD.id;
          END IF;
          IF (NEW.settlement, NEW.captured_cents, NEW.amount_cents, NEW.pos_total_cents, NEW.settled_at, NEW.order_id,
              NEW.payment_session_id, NEW.currency_code, NEW.deleted_at)
             IS DISTINCT FROM
             (OLD.settlement, OLD.captured_cents, OLD.amount_cents, OLD.pos_total_cents, OLD.settled_at, OLD.order_id,
              OLD.payment_session_id, OLD.currency_code, OLD.deleted_at) THEN
            RAISE EXCEPTION 'posabit_order %: a settled order cannot be changed', OLD.id;
          END IF;
        ELSIF OLD.settlement = 'withdrawn' AND TG_OP = 'UPDATE' AND NEW.settlement <> 'withdrawn' THEN
          RAISE EXCEPTION 'posabit_order %: a withdrawn order cannot come back', OLD.id;
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
      END $$;`)
    this.addSql(`CREATE TRIGGER "TR_posabit_order_is_final" BEFORE UPDATE OR DELETE ON "posabit_order"
      FOR EACH ROW EXECUTE FUNCTION posabit_order_is_final();`)
  }

  override async down(): Promise<void> {
    this.addSql(`DROP TRIGGER IF EXISTS "TR_posabit_order_is_final" ON "posabit_order";`)
    this.addSql(`DROP FUNCTION IF EXISTS posabit_order_is_final();`)
    this.addSql(`ALTER TABLE "posabit_order"
      DROP CONSTRAINT IF EXISTS "CK_posabit_order_amount",
      DROP CONSTRAINT IF EXISTS "CK_posabit_order_pos_total",
      DROP CONSTRAINT IF EXISTS "CK_posabit_order_captured",
      DROP CONSTRAINT IF EXISTS "CK_posabit_order_settled",
      DROP CONSTRAINT IF EXISTS "CK_posabit_order_withdrawn",
      DROP CONSTRAINT IF EXISTS "CK_posabit_order_pushed",
      DROP CONSTRAINT IF EXISTS "CK_posabit_order_token_hash";`)
  }
}
