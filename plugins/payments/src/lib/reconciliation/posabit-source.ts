import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { clock } from "@rise-via/core"
import type { PosabitOrderDTO, ReconciliationSource, SettlementLine } from "../../types"
import { captureEntry } from "../ledger/posabit-entries"
import { registerService } from "../place-order"
import { PosabitClient } from "../posabit-client"
import { isMoneyTaken } from "../posabit-status"
import type { RegisterOrder } from "../posabit-wire"

/** Orders that others put into the same register are not ours to reconcile. */
const OURS = /^order_/

type Listed = RegisterOrder & { order_type?: string | null; created_at?: Date | null; processed_at?: Date | null }

/**
 * The register's orders. Each is one capture, taken or not; the till is the shop's own, so POSaBIT pays nothing out and
 * lists no batches.
 */
export const posabitSource: ReconciliationSource = {
  provider: "posabit",
  async *lines({ from, to }, container) {
    const client = new PosabitClient(registerService(container).options)
    const currency_code = await storeCurrency(container)
    for await (const order of client.listOrders(from, to)) {
      if (order.reference_no && OURS.test(order.reference_no)) {
        yield await lineOf(container, order, currency_code)
      }
    }
  },
  async find(reference, container) {
    const reading = await new PosabitClient(registerService(container).options).retrieve(reference)
    if (reading.outcome === "unavailable") {
      throw new Error(reading.message)
    }
    return reading.outcome === "missing" ? null : await lineOf(container, reading.order, await storeCurrency(container))
  },
  async entries({ reference, status, amount_cents, occurred_at }, container) {
    const row = reference && status === "settled" ? await rowOf(container, reference) : undefined
    return row
      ? [captureEntry({ ...row, posabit_id: reference, pos_total_cents: amount_cents, last_read_at: occurred_at })]
      : []
  },
}

async function lineOf(container: MedusaContainer, order: Listed, currency_code: string): Promise<SettlementLine> {
  const { id, status, total_cents } = order
  const row = total_cents === null || !order.order_type ? await rowOf(container, id) : undefined
  const isTaken = isMoneyTaken(order.order_type ?? row?.order_type ?? "pickup", status)
  return {
    id: `order:${id}`,
    list: "transactions",
    reference: id,
    kind: "capture",
    status: isTaken ? "settled" : status === "canceled" ? "voided" : "failed",
    // Where the register does not say how much, what was agreed was captured; staff have a case of it already.
    amount_cents: total_cents ?? row?.captured_cents ?? row?.amount_cents ?? 0,
    currency_code: row?.currency_code ?? currency_code,
    payment_session_id: row?.payment_session_id ?? null,
    occurred_at: order.processed_at ?? order.created_at ?? row?.last_read_at ?? clock.now(),
  }
}

async function rowOf(container: MedusaContainer, posabitId: string): Promise<PosabitOrderDTO | undefined> {
  const [row] = await registerService(container).listPosabitOrders({ posabit_id: posabitId }, { take: 1 })
  return row
}

async function storeCurrency(container: MedusaContainer): Promise<string> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "store",
    fields: ["supported_currencies.currency_code", "supported_currencies.is_default"],
    pagination: { take: 1 },
  })
  const currencies: any[] = data[0]?.supported_currencies ?? []
  return (currencies.find(({ is_default }) => is_default) ?? currencies[0])?.currency_code ?? "usd"
}
