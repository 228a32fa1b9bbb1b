import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Written by hand: what was decided, and by which rules, stays what it was; a verdict is given once. Only the hashes and
 * the customer may be blanked, when a person is forgotten or their time is over.
 */
export class Migration20261122224432 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`ALTER TABLE "payment_risk_assessment"
      ADD CONSTRAINT "CK_payment_risk_assessment_amount" CHECK (amount_cents >= 0),
      ADD CONSTRAINT "CK_payment_risk_assessment_score" CHECK (score >= 0),
      ADD CONSTRAINT "CK_payment_risk_assessment_review" CHECK (
        (review_state <> 'none') = (decision = 'review' AND is_enforced)),
      ADD CONSTRAINT "CK_payment_risk_assessment_blocked" CHECK (state <> 'blocked' OR decision = 'block'),
      ADD CONSTRAINT "CK_payment_risk_assessment_placed" CHECK ((state = 'placed') = (order_id IS NOT NULL)),
      ADD CONSTRAINT "CK_payment_risk_assessment_verdict" CHECK (
        review_state NOT IN ('rejecting', 'cleared', 'rejected')
        OR (verdict_by IS NOT NULL AND verdict_why IS NOT NULL AND verdict_at IS NOT NULL)),
      ADD CONSTRAINT "CK_payment_risk_assessment_hashes" CHECK (
        coalesce(device_hash, repeat('0', 64)) ~ '^[0-9a-f]{64}$' AND coalesce(ip_hash, repeat('0', 64)) ~ '^[0-9a-f]{64}$'
        AND coalesce(bank_hash, repeat('0', 64)) ~ '^[0-9a-f]{64}$');`)
    this.addSql(`ALTER TABLE "payment_risk_label" ADD CONSTRAINT "payment_risk_label_assessment_id_foreign"
      FOREIGN KEY ("assessment_id") REFERENCES "payment_risk_assessment" ("id");`)
    this.addSql(`ALTER TABLE "payment_risk_rule_set"
      ADD CONSTRAINT "CK_payment_risk_rule_set_thresholds" CHECK (review_at > 0 AND block_at > review_at AND version > 0),
      ADD CONSTRAINT "CK_payment_risk_rule_set_activated" CHECK (
        (state = 'draft') = (activated_at IS NULL)
        AND (activated_at IS NULL OR (activated_by IS NOT NULL AND activated_why IS NOT NULL)));`)
    this.addSql(`ALTER TABLE "payment_risk_model"
      ADD CONSTRAINT "CK_payment_risk_model_counts" CHECK (version > 0 AND bad_count BETWEEN 0 AND labels_count);`)

    this.addSql(`CREATE OR REPLACE FUNCTION payment_risk_assessment_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.cart_id, NEW.payment_session_id, NEW.amount_cents, NEW.currency_code, NEW.features, NEW.score, NEW.decision,
            NEW.is_enforced, NEW.reasons, NEW.rule_set_version, NEW.model_version, NEW.model_probability, NEW.assessed_at)
           IS DISTINCT FROM
           (OLD.cart_id, OLD.payment_session_id, OLD.amount_cents, OLD.currency_code, OLD.features, OLD.score, OLD.decision,
            OLD.is_enforced, OLD.reasons, OLD.rule_set_version, OLD.model_version, OLD.model_probability, OLD.assessed_at) THEN
          RAISE EXCEPTION 'payment_risk_assessment %: what was decided cannot be changed', OLD.id;
        END IF;
        IF OLD.order_id IS NOT NULL AND NEW.order_id IS DISTINCT FROM OLD.order_id THEN
          RAISE EXCEPTION 'payment_risk_assessment %: it belongs to an order already', OLD.id;
        END IF;
        IF OLD.review_state IN ('cleared', 'rejected', 'withdrawn') AND NEW.review_state <> OLD.review_state THEN
          RAISE EXCEPTION 'payment_risk_assessment %: its review is over', OLD.id;
        END IF;
        RETURN NEW;
      END $$;`)
    this.addSql(`CREATE TRIGGER "TR_payment_risk_assessment_keeps" BEFORE UPDATE ON "payment_risk_assessment"
      FOR EACH ROW EXECUTE FUNCTION payment_risk_assessment_keeps();`)

    this.addSql(`CREATE OR REPLACE FUNCTION payment_risk_rule_set_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state = 'draft' THEN
          RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
        IF TG_OP = 'DELETE' OR NEW.state = 'draft' OR (OLD.state = 'retired' AND NEW.state <> 'retired')
           OR (NEW.version, NEW.review_at, NEW.block_at, NEW.rules, NEW.deleted_at)
              IS DISTINCT FROM (OLD.version, OLD.review_at, OLD.block_at, OLD.rules, OLD.deleted_at) THEN
          RAISE EXCEPTION 'payment_risk_rule_set %: rules that were activated cannot be changed', OLD.id;
        END IF;
        RETURN NEW;
      END $$;`)
    this.addSql(`CREATE TRIGGER "TR_payment_risk_rule_set_keeps" BEFORE UPDATE OR DELETE ON "payment_risk_rule_set"
      FOR EACH ROW EXECUTE FUNCTION payment_risk_rule_set_keeps();`)
  }

  override async down(): Promise<void> {
    this.addSql(`DROP TRIGGER IF EXISTS "TR_payment_risk_rule_set_keeps" ON "payment_risk_rule_set";`)
    this.addSql(`DROP TRIGGER IF EXISTS "TR_payment_risk_assessment_keeps" ON "payment_risk_assessment";`)
    this.addSql(`DROP FUNCTION IF EXISTS payment_risk_rule_set_keeps();`)
    this.addSql(`DROP FUNCTION IF EXISTS payment_risk_assessment_keeps();`)
    this.addSql(`ALTER TABLE "payment_risk_model" DROP CONSTRAINT IF EXISTS "CK_payment_risk_model_counts";`)
    this.addSql(`ALTER TABLE "payment_risk_rule_set"
      DROP CONSTRAINT IF EXISTS "CK_payment_risk_rule_set_thresholds",
      DROP CONSTRAINT IF EXISTS "CK_payment_risk_rule_set_activated";`)
    this.addSql(
      `ALTER TABLE "payment_risk_label" DROP CONSTRAINT IF EXISTS "payment_risk_label_assessment_id_foreign";`
    )
    this.addSql(`ALTER TABLE "payment_risk_assessment"
      DROP CONSTRAINT IF EXISTS "CK_payment_risk_assessment_amount",
      DROP CONSTRAINT IF EXISTS "CK_payment_risk_assessment_score",
      DROP CONSTRAINT IF EXISTS "CK_payment_risk_assessment_review",
      DROP CONSTRAINT IF EXISTS "CK_payment_risk_assessment_blocked",
      DROP CONSTRAINT IF EXISTS "CK_payment_risk_assessment_placed",
      DROP CONSTRAINT IF EXISTS "CK_payment_risk_assessment_verdict",
      DROP CONSTRAINT IF EXISTS "CK_payment_risk_assessment_hashes";`)
  }
}
