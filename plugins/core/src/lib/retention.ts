import type { MedusaContainer } from "@medusajs/framework/types"
import type CoreExchangeModuleService from "../modules/core_exchange/service"
import type CoreGateModuleService from "../modules/core_gate/service"
import { clock } from "./clock"
import { CORE_EXCHANGE_MODULE, CORE_GATE_MODULE } from "./module-names"
import type { Knex } from "./transaction"

export const DEFAULT_RETENTION_DAYS = 90
const BATCH = 1_000
const DAY_MS = 86_400_000

/**
 * Deletes what ended well long ago: sent and handled messages, calls that succeeded or failed, checkouts that are done.
 * Dead letters, unknown outcomes and cases stay until people have looked at them. What a sale was and what became of its
 * money stands in the plugins' own tables and in the audit log.
 */
export async function deleteOldRows(container: MedusaContainer) {
  const exchange = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
  const before = new Date(clock.now().getTime() - exchange.retentionDays * DAY_MS)
  await exchange.deleteOld(before)
  await container.resolve<CoreGateModuleService>(CORE_GATE_MODULE).deleteOld(before)
}

/** Deletes in batches, so that no long lock is held. Returns how many rows went. */
export async function deleteInBatches(knex: Knex, table: string, states: string[], before: Date): Promise<number> {
  let deleted = 0
  for (;;) {
    const batch = knex(table).select("id").whereIn("state", states).andWhere("created_at", "<", before).limit(BATCH)
    const count: number = await knex(table).whereIn("id", batch).delete()
    deleted += count
    if (count < BATCH) {
      return deleted
    }
  }
}
