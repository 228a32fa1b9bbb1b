import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Written by hand: what must never be wrong about money. A captured request keeps its amounts for ever, Medusa never
 * captured more than the shopper agreed to, and acts are never taken back.
 */
export class Migration20261122223700 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`ALTER TABLE "hypur_request"
      ADD CONSTRAINT "CK_hypur_request_amount" CHECK (amount_cents > 0),
      ADD CONSTRAINT "CK_hypur_request_approved" CHECK (approved_cents IS NULL OR approved_cents >= 0),
      ADD CONSTRAINT "CK_hypur_request_fee" CHECK (fee_cents IS NULL OR fee_cents >= 0),
      ADD CONSTRAINT "CK_hypur_request_returns" CHECK (returns >= 0),
      ADD CONSTRAINT "CK_hypur_request_captured" CHECK (
        (settlement = 'captured' AND captured_cents BETWEEN 0 AND amount_cents AND captured_at IS NOT NULL)
        OR (settlement <> 'captured' AND captured_cents IS NULL AND captured_at IS NULL));`)
    this.addSql(`ALTER TABLE "hypur_act"
      ADD CONSTRAINT "CK_hypur_act_amount" CHECK (amount_cents > 0),
      ADD CONSTRAINT "CK_hypur_act_before" CHECK (before_cents >= 0),
      ADD CONSTRAINT "CK_hypur_act_staff" CHECK (
        source <> 'staff' OR (operator_id IS NOT NULL AND note IS NOT NULL AND external_reference IS NOT NULL));`)

    this.addSql(`CREATE OR REPLACE FUNCTION hypur_request_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.settlement = 'captured' THEN
          IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'hypur_request %: a captured request cannot be deleted', OLD.id;
          END IF;
          IF (NEW.settlement, NEW.captured_cents, NEW.captured_at, NEW.amount_cents, NEW.approved_cents, NEW.request_id,
              NEW.payment_session_id, NEW.currency_code, NEW.deleted_at)
             IS DISTINCT FROM
             (OLD.settlement, OLD.captured_cents, OLD.captured_at, OLD.amount_cents, OLD.approved_cents, OLD.request_id,
              OLD.payment_session_id, OLD.currency_code, OLD.deleted_at) THEN
            RAISE EXCEPTION 'hypur_request %: a captured request cannot be changed', OLD.id;
          END IF;
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
      END $$;`)
    this.addSql(`CREATE TRIGGER "TR_hypur_request_is_final" BEFORE UPDATE OR DELETE ON "hypur_request"
      FOR EACH ROW EXECUTE FUNCTION hypur_request_is_final();`)
    this.addSql(`CREATE OR REPLACE FUNCTION hypur_act_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' OR (OLD.state = 'done' AND NEW.state <> 'done')
           OR (NEW.kind, NEW.source, NEW.amount_cents, NEW.hypur_request_id) IS DISTINCT FROM
              (OLD.kind, OLD.source, OLD.amount_cents, OLD.hypur_request_id) THEN
          RAISE EXCEPTION 'hypur_act %: what was done cannot be taken back', OLD.id;
        END IF;
        RETURN NEW;
      END $$;`)
    this.addSql(`CREATE TRIGGER "TR_hypur_act_is_kept" BEFORE UPDATE OR DELETE ON "hypur_act"
      FOR EACH ROW EXECUTE FUNCTION hypur_act_is_kept();`)
  }

  override async down(): Promise<void> {
    this.addSql(`DROP TRIGGER IF EXISTS "TR_hypur_act_is_kept" ON "hypur_act";`)
    this.addSql(`DROP FUNCTION IF EXISTS hypur_act_is_kept();`)
    this.addSql(`DROP TRIGGER IF EXISTS "TR_hypur_request_is_final" ON "hypur_request";`)
    this.addSql(`DROP FUNCTION IF EXISTS hypur_request_is_final();`)
    this.addSql(`ALTER TABLE "hypur_act"
      DROP CONSTRAINT IF EXISTS "CK_hypur_act_amount",
      DROP CONSTRAINT IF EXISTS "CK_hypur_act_before",
      DROP CONSTRAINT IF EXISTS "CK_hypur_act_staff";`)
    this.addSql(`ALTER TABLE "hypur_request"
      DROP CONSTRAINT IF EXISTS "CK_hypur_request_amount",
      DROP CONSTRAINT IF EXISTS "CK_hypur_request_approved",
      DROP CONSTRAINT IF EXISTS "CK_hypur_request_fee",
      DROP CONSTRAINT IF EXISTS "CK_hypur_request_returns",
      DROP CONSTRAINT IF EXISTS "CK_hypur_request_captured";`)
  }
}
