import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { registerService } from "../lib/place-order"
import { syncPosabitOrderWorkflow } from "../workflows/payments-sync-posabit-order"

const BATCH = 25
const BATCHES = 8

/**
 * Asks the register about open orders, so that a lost callback costs minutes. Orders are claimed before they are asked
 * about, at most 200 a run; one that fails comes round again after its claim.
 */
export default async function pollPosabitOrders(container: MedusaContainer) {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const service = registerService(container)
  for (let batch = 0; batch < BATCHES; batch++) {
    const ids = await service.claimForPoll(BATCH)
    for (const id of ids) {
      try {
        await syncPosabitOrderWorkflow(container).run({
          input: { id, actor: { type: "system", id: "payments.poll-posabit-orders" } },
        })
      } catch (error) {
        logger.warn(`payments: POSaBIT order ${id} could not be read: ${(error as Error).message}`)
      }
    }
    if (ids.length < BATCH) {
      return
    }
  }
}

// No dot in the name: Medusa makes a workflow step of it, and its orchestrator takes what comes before a dot for a parent
// step (`getPreviousStep`, 2.21.2), so that such a job never runs.
export const config = { name: "payments-poll-posabit-orders", schedule: "*/2 * * * *" }
