import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * One running completion a cart. Medusa's own lock on the cart lives in Redis and is lost with its data; two completions
 * that both found no order would then make two.
 */
export class Migration20261122185500 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create unique index if not exists "IDX_core_checkout_run_running_cart"
      on "core_checkout_run" ("cart_id") where state = 'running' and deleted_at is null;`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "IDX_core_checkout_run_running_cart";`)
  }
}
