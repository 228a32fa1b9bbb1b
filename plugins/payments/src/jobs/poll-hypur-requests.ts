import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { hypurService } from "../lib/hypur/hypur-service"
import { syncHypurRequestWorkflow } from "../workflows/payments-sync-hypur-request"

const BATCH = 25
const BATCHES = 4

/** Looks at requests that are due: they are claimed first, at most 100 a run, and one that fails comes round again. */
export default async function pollHypurRequests(container: MedusaContainer) {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const requests = hypurService(container)
  for (let batch = 0; requests.options.enabled && batch < BATCHES; batch++) {
    const ids = await requests.claimForPoll(BATCH)
    for (const id of ids) {
      try {
        await syncHypurRequestWorkflow(container).run({
          input: { id, actor: { type: "system", id: "payments.poll-hypur-requests" } },
        })
      } catch (error) {
        logger.warn(`payments: Hypur request ${id} could not be read: ${(error as Error).message}`)
      }
    }
    if (ids.length < BATCH) {
      return
    }
  }
}

// With seconds: a shopper waits. No dot in the name, see poll-posabit-orders.ts.
export const config = { name: "payments-poll-hypur-requests", schedule: "*/20 * * * * *" }
