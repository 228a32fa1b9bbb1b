import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { OrderWorkflowEvents } from "@medusajs/framework/utils"
import { gateService } from "../lib/checkout"

/** The event went out, so a crash from here on cannot lose it: the checkout's run is done. */
export default async function orderPlaced({ event, container }: SubscriberArgs<{ id: string }>) {
  await gateService(container).announced(event.data.id)
}

export const config: SubscriberConfig = {
  event: OrderWorkflowEvents.PLACED,
  context: { subscriberId: "core.settle-checkout-run" },
}
