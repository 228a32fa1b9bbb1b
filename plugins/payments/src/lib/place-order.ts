import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type PaymentsPosabitModuleService from "../modules/payments_posabit/service"
import type { PosabitOrderDTO } from "../types"
import { PAYMENTS_POSABIT_MODULE, POSABIT_PROVIDER_ID } from "./module-names"
import { toCents } from "./money"

export const registerService = (container: MedusaContainer) =>
  container.resolve<PaymentsPosabitModuleService>(PAYMENTS_POSABIT_MODULE)

/** The session's payment is promised or already there. */
const PLACED = ["pending_authorization", "authorized", "captured"]

/**
 * Notes that the register must get this order, when it is to be paid there. Safe to repeat: core calls it again when a
 * crash swallowed the first call, and the sweep when both were lost.
 */
export async function placePosabitOrder(
  container: MedusaContainer,
  { order_id, cart_id }: { order_id: string; cart_id: string }
): Promise<PosabitOrderDTO | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: links } = await query.graph({
    entity: "cart_payment_collection",
    fields: ["payment_collection_id"],
    filters: { cart_id },
  })
  const ids = links.map(({ payment_collection_id }: any) => payment_collection_id)
  const [session] = ids.length
    ? await container
        .resolve(Modules.PAYMENT)
        .listPaymentSessions({ payment_collection_id: ids, provider_id: POSABIT_PROVIDER_ID, status: PLACED } as any)
    : []
  if (!session) {
    return undefined
  }
  const service = registerService(container)
  const delivered = new Set(service.options.deliveryShippingOptionIds)
  const methods: any[] = delivered.size
    ? await container.resolve(Modules.CART).listShippingMethods({ cart_id } as any)
    : []
  return await service.place({
    order_id,
    cart_id,
    payment_session_id: session.id,
    order_type: methods.some(({ shipping_option_id }) => delivered.has(shipping_option_id)) ? "delivery" : "pickup",
    payment_method: String(session.data?.method ?? service.options.defaultPaymentMethod),
    currency_code: session.currency_code,
    amount_cents: toCents(session.amount),
  })
}
