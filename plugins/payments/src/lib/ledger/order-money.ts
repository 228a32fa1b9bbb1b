import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN, MedusaError } from "@medusajs/framework/utils"
import type { LedgerEntryInput, MoneyState } from "../../types"
import { compareWithMedusa, type LedgerDifference, type MedusaMoney } from "./compare-with-medusa"
import { ledgerService } from "./ledger-service"
import { moneyState } from "./money-state"
import { sessionsOfOrder } from "./subjects"
import { GATEWAYS } from "./words"

export type OrderMoney = {
  order_id: string
  currency_code: string
  money_state: MoneyState
  entries_count: number
  differences: LedgerDifference[]
}

/** The money of an order from its entries, and where Medusa says otherwise. NOT_FOUND for an order that is not there. */
export async function orderMoney(container: MedusaContainer, orderId: string): Promise<OrderMoney> {
  const medusa = await medusaMoney(container, orderId)
  const sessions = await sessionsOfOrder(container, orderId)
  const entries = (await ledgerService(container).entriesOf(sessions)) as unknown as LedgerEntryInput[]
  const money_state = moneyState(entries)
  return {
    order_id: orderId,
    currency_code: medusa.currency_code,
    money_state,
    entries_count: entries.length,
    differences: compareWithMedusa(money_state, medusa, entries),
  }
}

const OURS = new RegExp(`^pp_(${GATEWAYS.join("|")})_`)

/** Payments of other providers are not in these books. */
async function medusaMoney(container: MedusaContainer, orderId: string): Promise<MedusaMoney> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: [
      "id",
      "currency_code",
      "payment_collections.payments.provider_id",
      "payment_collections.payments.captures.amount",
      "payment_collections.payments.refunds.amount",
    ],
    filters: { id: orderId },
  })
  const order: any = data[0]
  if (!order) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Order with id: ${orderId} was not found`)
  }
  const payments: any[] = (order.payment_collections ?? [])
    .flatMap((collection: any) => collection?.payments ?? [])
    .filter((payment: any) => OURS.test(payment?.provider_id))
  return {
    captured_cents: centsOf(payments.flatMap(({ captures }) => captures ?? [])),
    refunded_cents: centsOf(payments.flatMap(({ refunds }) => refunds ?? [])),
    currency_code: order.currency_code,
  }
}

const centsOf = (rows: { amount: any }[]) =>
  rows.reduce((sum, { amount }) => sum + MathBN.mult(amount, 100).decimalPlaces(0).toNumber(), 0)
