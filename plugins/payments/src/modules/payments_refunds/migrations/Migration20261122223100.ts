import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Written by hand: a request keeps its money and its people for ever, and one that is over does not come back. */
export class Migration20261122223100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`CREATE OR REPLACE FUNCTION payment_refund_request_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          RAISE EXCEPTION 'payment_refund_request %: a refund is never deleted', OLD.id;
        END IF;
        IF (NEW.payment_id, NEW.amount_cents, NEW.currency_code, NEW.requested_by, NEW.request_key, NEW.deleted_at)
           IS DISTINCT FROM
           (OLD.payment_id, OLD.amount_cents, OLD.currency_code, OLD.requested_by, OLD.request_key, OLD.deleted_at) THEN
          RAISE EXCEPTION 'payment_refund_request %: what was asked for cannot be changed', OLD.id;
        END IF;
        IF OLD.state IN ('succeeded', 'failed', 'declined') AND NEW.state <> OLD.state THEN
          RAISE EXCEPTION 'payment_refund_request %: it is over (%)', OLD.id, OLD.state;
        END IF;
        IF OLD.refund_id IS NOT NULL AND NEW.refund_id IS DISTINCT FROM OLD.refund_id THEN
          RAISE EXCEPTION 'payment_refund_request %: its refund cannot become another', OLD.id;
        END IF;
        RETURN NEW;
      END $$;`)
    this.addSql(`CREATE TRIGGER "TR_payment_refund_request_keeps" BEFORE UPDATE OR DELETE ON "payment_refund_request"
      FOR EACH ROW EXECUTE FUNCTION payment_refund_request_keeps();`)
  }

  override async down(): Promise<void> {
    this.addSql(`DROP TRIGGER IF EXISTS "TR_payment_refund_request_keeps" ON "payment_refund_request";`)
    this.addSql(`DROP FUNCTION IF EXISTS payment_refund_request_keeps();`)
  }
}
