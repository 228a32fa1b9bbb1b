import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { ledgerService } from "./ledger-service"
import { subjectOf } from "./subjects"

/** Notes to which order the payment sessions of a cart belong. */
export async function linkPlacedOrder(
  container: MedusaContainer,
  { order_id, cart_id }: { order_id: string; cart_id: string }
): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: [
      "id",
      "customer_id",
      "payment_collection.payment_sessions.id",
      "payment_collection.payment_sessions.amount",
      "payment_collection.payment_sessions.payment_collection_id",
      "payment_collection.payment_sessions.payment.id",
    ],
    filters: { id: cart_id },
  })
  const cart: any = data[0]
  const sessions: any[] = cart?.payment_collection?.payment_sessions ?? []
  const { customer_id } = cart ?? {}
  await ledgerService(container).linkSubjects(
    sessions.map((session) => ({ ...subjectOf(session), cart_id, order_id, customer_id }))
  )
}
