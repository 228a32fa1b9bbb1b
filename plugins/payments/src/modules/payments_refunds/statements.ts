import { COMMITTED } from "../../lib/refunds/states"

/** knex inside a transaction; Medusa types its managers as `unknown`. */
export type Knex = any

/** Locks the account of a payment, making it when it is the first time. Captures only ever grow. */
export async function lockAccount(
  knex: Knex,
  { payment_id, currency_code, captured_cents }: { payment_id: string; currency_code: string; captured_cents: number }
): Promise<void> {
  await knex.raw("SET LOCAL lock_timeout = '10s'")
  await knex.raw(
    `INSERT INTO payment_refund_account AS account (payment_id, currency_code, captured_cents, foreign_cents, committed_cents)
     VALUES (?, ?, ?, 0, 0)
     ON CONFLICT (payment_id) DO UPDATE
       SET captured_cents = greatest(account.captured_cents, excluded.captured_cents), updated_at = now()`,
    [payment_id, currency_code, captured_cents]
  )
}

/** What requests of a payment have promised or given back. */
export async function committedOf(knex: Knex, paymentId: string): Promise<number> {
  const [{ sum }] = await knex("payment_refund_request")
    .where({ payment_id: paymentId, deleted_at: null })
    .whereIn("state", COMMITTED)
    .sum("amount_cents")
  return Number(sum ?? 0)
}

/** What one person has asked for since then and nobody else has approved. */
export async function spentSince(
  knex: Knex,
  { actor, currency_code, since }: { actor: string; currency_code: string; since: Date }
): Promise<number> {
  const [{ sum }] = await knex("payment_refund_request")
    .where({ requested_by: actor, currency_code, decided_by: null, deleted_at: null })
    .where("created_at", ">=", since)
    .whereIn(
      "state",
      COMMITTED.filter((state) => state !== "requested")
    )
    .sum("amount_cents")
  return Number(sum ?? 0)
}

/**
 * Counts what of a payment is promised or gone. `foreign`: given back without a request; left out it stays as it is.
 * Takes the manager, because what Medusa's service has changed reaches the database only when it is flushed.
 */
export async function countCommitted(manager: any, paymentId: string, foreign?: number): Promise<void> {
  await manager.flush()
  const knex: Knex = manager.getTransactionContext()
  const own = await committedOf(knex, paymentId)
  await knex("payment_refund_account")
    .where({ payment_id: paymentId })
    .update({
      ...(foreign !== undefined && { foreign_cents: foreign }),
      committed_cents: foreign === undefined ? knex.raw("? + foreign_cents", [own]) : own + foreign,
      updated_at: knex.fn.now(),
    })
}
