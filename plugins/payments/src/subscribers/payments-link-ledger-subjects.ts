import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { linkPlacedOrder } from "../lib/ledger/link-order"

/**
 * Notes to which order the entries of its payment sessions belong. Not inside `complete`, where the shopper waits: what a
 * crash leaves out here is found by the recovery `payments.ledger-subjects`, and by whoever reads the ledger.
 */
export default async function linkLedgerSubjects({ event, container }: SubscriberArgs<{ id: string }>) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_cart",
    fields: ["cart_id"],
    filters: { order_id: event.data.id },
  })
  for (const { cart_id } of data) {
    await linkPlacedOrder(container, { order_id: event.data.id, cart_id })
  }
}

export const config: SubscriberConfig = {
  event: "order.placed",
  context: { subscriberId: "payments.link-ledger-subjects" },
}
