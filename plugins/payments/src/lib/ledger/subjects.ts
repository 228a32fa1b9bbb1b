import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import type { PaymentSubjectInput } from "../../types"
import { ledgerService } from "./ledger-service"

/** Sessions of one order, payment or cart; a real one has a handful. */
const MAX_SESSIONS = 500

/**
 * Asks Medusa what payment sessions belong to, and notes it. Sessions that were replaced at the checkout count too:
 * money may have been asked for under them. Returns what was found.
 */
export async function resolveSubjects(
  container: MedusaContainer,
  filters: { id: string[] } | { payment_collection_id: string[] }
): Promise<PaymentSubjectInput[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: sessions } = await query.graph({
    entity: "payment_session",
    fields: ["id", "amount", "payment_collection_id", "payment.id"],
    filters: filters as never,
    pagination: { take: MAX_SESSIONS },
    withDeleted: true,
  })
  const owners = await ownersOf(
    container,
    sessions.map(({ payment_collection_id }: any) => payment_collection_id)
  )
  const subjects = sessions.map((session: any): PaymentSubjectInput => ({
    ...subjectOf(session),
    ...owners(session.payment_collection_id),
  }))
  await ledgerService(container).linkSubjects(subjects)
  return subjects
}

/** What a payment session says by itself. */
export const subjectOf = ({ id, amount, payment_collection_id, payment }: any): PaymentSubjectInput => ({
  payment_session_id: id,
  payment_collection_id,
  payment_id: payment?.id ?? null,
  amount_cents: MathBN.mult(amount, 100).decimalPlaces(0).toNumber(),
})

/** Cart, order and customer by payment collection. */
async function ownersOf(container: MedusaContainer, collectionIds: string[]) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const filters = { payment_collection_id: [...new Set(collectionIds)] }
  const pagination = { take: MAX_SESSIONS }
  if (!filters.payment_collection_id.length) {
    return () => ({})
  }
  const [carts, orders] = await Promise.all([
    query.graph({
      entity: "cart_payment_collection",
      fields: ["payment_collection_id", "cart_id", "cart.customer_id"],
      filters,
      pagination,
    }),
    query.graph({
      entity: "order_payment_collection",
      fields: ["payment_collection_id", "order_id", "order.customer_id"],
      filters,
      pagination,
    }),
  ])
  return (collectionId: string) => {
    const cart: any = carts.data.find(({ payment_collection_id }: any) => payment_collection_id === collectionId)
    const order: any = orders.data.find(({ payment_collection_id }: any) => payment_collection_id === collectionId)
    return {
      cart_id: cart?.cart_id ?? null,
      order_id: order?.order_id ?? null,
      customer_id: order?.order?.customer_id ?? cart?.cart?.customer_id ?? null,
    }
  }
}

/** All payment sessions of an order: those that Medusa knows now, and those that were linked to it before. */
export async function sessionsOfOrder(container: MedusaContainer, orderId: string): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_payment_collection",
    fields: ["payment_collection_id"],
    filters: { order_id: orderId },
    pagination: { take: MAX_SESSIONS },
  })
  const collections = data.map(({ payment_collection_id }: any) => payment_collection_id as string)
  const found = collections.length ? await resolveSubjects(container, { payment_collection_id: collections }) : []
  return await withLinked(container, found, { order_id: orderId })
}

/** The payment session of a payment, and what else was linked to it. */
export async function sessionsOfPayment(container: MedusaContainer, paymentId: string): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment",
    fields: ["id", "payment_session_id"],
    filters: { id: paymentId },
    pagination: { take: 1 },
  })
  const ids = data.map(({ payment_session_id }: any) => payment_session_id as string)
  const found = ids.length ? await resolveSubjects(container, { id: ids }) : []
  return await withLinked(container, found, { payment_id: paymentId })
}

async function withLinked(container: MedusaContainer, found: PaymentSubjectInput[], filters: object) {
  const linked = await ledgerService(container).listPaymentSubjects(filters, { take: MAX_SESSIONS })
  return [...new Set([...found, ...linked].map(({ payment_session_id }) => payment_session_id))]
}
