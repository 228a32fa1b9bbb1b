import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { dueProviders } from "../lib/reconciliation/due-providers"
import { requestReconciliationWorkflow } from "../workflows/payments-request-reconciliation"

/**
 * Asks for yesterday's reconciliation of every service, once its hour has come in the shop's time zone. Every hour, so
 * that a shop that was switched off at night, or a service that did not answer, is caught up with.
 */
export default async function reconcileYesterday(container: MedusaContainer) {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  for (const provider of await dueProviders(container)) {
    try {
      const actor = { type: "system" as const, id: "payments.reconcile" }
      await requestReconciliationWorkflow(container).run({ input: { provider, actor } })
    } catch (error) {
      logger.warn(`payments: ${provider} is not reconciled this hour: ${(error as Error).message}`)
    }
  }
}

export const config = { name: "payments-reconcile", schedule: "20 * * * *" }
