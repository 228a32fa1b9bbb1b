import type { Context } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"

/**
 * Requests of one customer go one after another until the transaction ends. There may be no row to lock yet, and a
 * violated index would break the transaction that has the audit row in it.
 */
export async function lockCustomer(context: Context, customerId: string) {
  await knexOf(context).raw("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", [`age_verification:${customerId}`])
}

/** Holds the row until the transaction ends: who reads it next, reads what was decided. */
export async function lockVerification(context: Context, id: string) {
  await knexOf(context)("age_verification").select("id").where({ id }).forUpdate()
}

/** Claims approvals whose time is over, oldest first. */
export async function lockLapsedApprovals(context: Context, now: Date, take: number): Promise<string[]> {
  const rows: { id: string }[] = await knexOf(context)("age_verification")
    .select("id")
    .where({ status: "approved", deleted_at: null })
    .andWhere("expires_at", "<=", now)
    .orderBy("expires_at")
    .limit(take)
    .forUpdate()
    .skipLocked()
  return rows.map(({ id }) => id)
}

/** knex of the caller's transaction; Medusa types its managers as `unknown`. */
function knexOf(context: Context): any {
  const knex = (context.transactionManager as any)?.getTransactionContext?.()
  if (!knex) {
    // Outside a transaction the lock is released at once and the check after it would race.
    throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "An age verification can be locked only in a transaction")
  }
  return knex
}
