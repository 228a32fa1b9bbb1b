import type { Context } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"

/** What core uses of knex; Medusa types its managers as `unknown`. */
export type Knex = any

/**
 * The knex transaction of the caller. Throws outside one: a row that must exist if and only if its change does would
 * otherwise be committed by itself.
 */
export function transactionOf(context: Pick<Context, "transactionManager"> | undefined, what: string): Knex {
  const knex = (context?.transactionManager as any)?.getTransactionContext?.()
  if (!knex) {
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      `${what} must run inside the transaction of the change it belongs to`
    )
  }
  return knex
}

/** knex on the context's manager, in its transaction when there is one. For methods under `@InjectManager()`. */
export function knexOf(context: Context): Knex {
  const manager = (context.transactionManager ?? context.manager) as any
  return manager.getTransactionContext?.() ?? manager.getKnex()
}
