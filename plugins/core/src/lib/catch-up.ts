import type { MedusaContainer } from "@medusajs/framework/types"
import { drainInbox } from "./inbox"
import { dispatchOutbox, sweepOutbox } from "./outbox"
import { runRecoveries } from "./recovery"

/**
 * What no event would tell: work of processes that died, messages that a crash swallowed, retries that are due.
 * Everything in it is claimed row by row or under a lease, so any number of workers may run it.
 */
export async function catchUp(container: MedusaContainer) {
  await runRecoveries(container)
  await sweepOutbox(container)
  await dispatchOutbox(container)
  await drainInbox(container)
}
