import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { hypurService } from "../lib/hypur/hypur-service"
import { HYPUR_PROVIDER_ID } from "../lib/module-names"
import { HYPUR_SYSTEM } from "../modules/payments_hypur/service"
import { settleHypurRequestWorkflow } from "../workflows/payments-settle-hypur-request"

/**
 * The order is placed: what was approved for it is captured, and a request that is still open learns its order. What a
 * crash leaves out here is found by the poll and by the recovery `payments.hypur-due`.
 */
export default async function settleHypurRequest({ event, container }: SubscriberArgs<{ id: string }>) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "payment_collections.payment_sessions.id", "payment_collections.payment_sessions.provider_id"],
    filters: { id: event.data.id },
  })
  const collections: any[] = data[0]?.payment_collections ?? []
  const sessions = collections.flatMap(({ payment_sessions }) => payment_sessions ?? [])
  const requests = hypurService(container)
  for (const { id } of sessions.filter(({ provider_id }) => provider_id === HYPUR_PROVIDER_ID)) {
    const row = await requests.findBySession(id)
    if (row) {
      const why = "The order was placed."
      const unless = ({ order_id }: { order_id: string | null }) => !!order_id
      await requests.mark(row.id, { order_id: event.data.id }, { actor: HYPUR_SYSTEM, why, unless })
      await settleHypurRequestWorkflow(container).run({ input: { id: row.id, actor: HYPUR_SYSTEM } })
    }
  }
}

export const config: SubscriberConfig = {
  event: "order.placed",
  context: { subscriberId: "payments.settle-hypur-request" },
}
