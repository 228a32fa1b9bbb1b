import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { PaymentsWorkflowEvents } from "../workflows/events"
import { reconcileDayWorkflow } from "../workflows/payments-reconcile-day"

/** Takes a run up. A failure is in the run and a case for staff; the next hour asks again. */
export default async function reconcileDay({ event, container }: SubscriberArgs<{ id: string }>) {
  const { id } = event.data
  try {
    await reconcileDayWorkflow(container).run({ input: { id } })
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(`payments: the reconciliation ${id} failed: ${(error as Error).message}`)
  }
}

export const config: SubscriberConfig = {
  event: PaymentsWorkflowEvents.RECONCILIATION_REQUESTED,
  context: { subscriberId: "payments.reconcile-day" },
}
