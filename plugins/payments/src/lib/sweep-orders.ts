import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { clock, type OutboxMessage } from "@rise-via/core"
import { POSABIT_PROVIDER_ID, POSABIT_PUSH_TOPIC } from "./module-names"
import { placePosabitOrder, registerService } from "./place-order"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const LIMIT = 200

/**
 * Orders that were placed with POSaBIT while our hook was lost (a crash right after Medusa's commit) get their row, and
 * rows that are not pushed get their message. Looks at the last day; a completion that may still run is left alone.
 */
export async function sweepPosabitOrders(container: MedusaContainer): Promise<OutboxMessage[]> {
  const service = registerService(container)
  const now = clock.now().getTime()
  for (const { order_id, cart_id } of await ordersWithoutRow(
    container,
    new Date(now - DAY),
    new Date(now - 2 * MINUTE)
  )) {
    await placePosabitOrder(container, { order_id, cart_id })
  }
  const unpushed = await service.listPosabitOrders(
    { posabit_id: null, withdrawn_at: null, created_at: { $gte: new Date(now - DAY) } },
    { take: LIMIT, order: { id: "DESC" } }
  )
  return unpushed.map(({ id, order_id }) => ({ topic: POSABIT_PUSH_TOPIC, key: order_id, payload: { id, order_id } }))
}

async function ordersWithoutRow(container: MedusaContainer, since: Date, until: Date) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: sessions } = await query.graph({
    entity: "payment_session",
    fields: ["id", "payment_collection_id"],
    filters: {
      provider_id: POSABIT_PROVIDER_ID,
      status: "pending_authorization",
      updated_at: { $gte: since, $lte: until },
    } as never,
    pagination: { take: LIMIT, order: { id: "DESC" } },
  })
  if (!sessions.length) {
    return []
  }
  const known = await registerService(container).listPosabitOrders(
    { payment_session_id: sessions.map(({ id }: { id: string }) => id), withdrawn_at: null },
    { select: ["id", "payment_session_id"], take: LIMIT }
  )
  const placed = new Set(known.map(({ payment_session_id }) => payment_session_id))
  const collections = sessions
    .filter(({ id }: { id: string }) => !placed.has(id))
    .map((session: any) => session.payment_collection_id)
  if (!collections.length) {
    return []
  }
  const { data: carts } = await query.graph({
    entity: "cart_payment_collection",
    fields: ["cart_id"],
    filters: { payment_collection_id: collections },
  })
  const { data: orders } = await query.graph({
    entity: "order_cart",
    fields: ["order_id", "cart_id"],
    filters: { cart_id: carts.map(({ cart_id }: { cart_id: string }) => cart_id) },
  })
  return orders as { order_id: string; cart_id: string }[]
}
