import type { MedusaContainer } from "@medusajs/framework/types"
import { ledgerService } from "./ledger-service"
import { sessionsOfOrder, sessionsOfPayment } from "./subjects"

/** Turns an order or a payment, which entries do not name, into the payment sessions that belong to it. */
export async function ledgerFilters(
  container: MedusaContainer,
  { order_id, payment_id, ...filters }: { order_id?: string; payment_id?: string } & Record<string, unknown>
): Promise<Record<string, unknown>> {
  const service = ledgerService(container)
  const ofOrder = order_id && (await service.filterOf(await sessionsOfOrder(container, order_id)))
  const ofPayment = payment_id && (await service.filterOf(await sessionsOfPayment(container, payment_id)))
  return { $and: [filters, ofOrder, ofPayment].filter((part) => !!part) }
}
