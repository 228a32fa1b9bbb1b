import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { clock } from "@rise-via/core"
import { aeropayService } from "../lib/aeropay/desk-of"
import { unfinishedSessions } from "../lib/aeropay/unfinished"
import { syncAeropayPaymentWorkflow } from "../workflows/payments-sync-aeropay-payment"

/**
 * Asks Aeropay about holds before they run out, refunds that wait, and whatever was left open: no webhook tells of a
 * hold's end. At most a few hundred a run; what is looked at says itself when to come back.
 */
export default async function pollAeropayPayments(container: MedusaContainer) {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  for (const payment_session_id of await unfinishedSessions(aeropayService(container), clock.now())) {
    try {
      await syncAeropayPaymentWorkflow(container).run({ input: { payment_session_id } })
    } catch (error) {
      logger.warn(`payments: Aeropay's payment ${payment_session_id} could not be read: ${(error as Error).message}`)
    }
  }
}

export const config = { name: "payments-poll-aeropay-payments", schedule: "*/10 * * * *" }
