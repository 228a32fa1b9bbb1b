import { registerRecovery, type AuditActor } from "@rise-via/core"
import type { MedusaContainer } from "@medusajs/framework/types"
import { isWhole, readPaymentStates } from "../../lib/payment-state"
import { registerService } from "../../lib/place-order"
import type { PosabitOrderDTO, PosabitRefundDTO } from "../../types"
import { completePosabitRefundWorkflow } from "../payments-complete-posabit-refund"
import { settlePaidPosabitOrderWorkflow } from "../payments-settle-paid-posabit-order"

const LIMIT = 200
const THREE_DAYS = 3 * 24 * 60 * 60_000
const ACTOR: AuditActor = { type: "system", id: "payments.recovery" }

registerRecovery<PosabitOrderDTO>({
  name: "payments.posabit-due",
  order: 100,
  find: async (container) =>
    await registerService(container).listPosabitOrders({ settlement: "due" }, { take: LIMIT, order: { id: "ASC" } }),
  repair: async (row, container) => {
    if (await settle(row, container)) {
      return repaired(
        row,
        "The register had taken the money, and a crash came before the payment was captured; it is captured now."
      )
    }
  },
})

registerRecovery<PosabitOrderDTO>({
  name: "payments.posabit-settled",
  order: 110,
  find: async (container, now) => {
    const rows = await registerService(container).listPosabitOrders(
      { settlement: "settled", settled_at: { $gte: new Date(now.getTime() - THREE_DAYS) } },
      { take: LIMIT, order: { settled_at: "DESC" } }
    )
    if (!rows.length) {
      return []
    }
    const states = await readPaymentStates(container, rows)
    return rows.filter((row) => {
      const state = states.get(row.payment_session_id)
      return !!state && !isWhole(state, row.captured_cents ?? 0)
    })
  },
  repair: async (row, container) => {
    await settle(row, container)
    return repaired(
      row,
      "The order was settled, but its captured payment or its transaction was missing; it was added."
    )
  },
})

registerRecovery<PosabitRefundDTO>({
  name: "payments.posabit-refunds",
  order: 120,
  find: async (container, now) =>
    await registerService(container).listPosabitRefunds(
      // Whoever records a younger one is still at it.
      { completed_at: null, created_at: { $lt: new Date(now.getTime() - 60_000) } },
      { take: LIMIT, order: { id: "ASC" } }
    ),
  repair: async ({ id, reference, order_id }, container) => {
    const { result } = await completePosabitRefundWorkflow(container).run({ input: { id, actor: ACTOR } })
    if (result.payment_id) {
      return {
        action: "payments.posabit_refund_repaired",
        subject: { type: "order", id: order_id },
        why: `The portal's refund ${reference} was recorded, and a crash came before Medusa had it; it has it now.`,
      }
    }
  },
})

async function settle(row: PosabitOrderDTO, container: MedusaContainer) {
  const { result } = await settlePaidPosabitOrderWorkflow(container).run({ input: { id: row.id, actor: ACTOR } })
  return result.settlement !== row.settlement
}

const repaired = ({ order_id }: PosabitOrderDTO, why: string) => ({
  action: "payments.posabit_payment_repaired",
  subject: { type: "order", id: order_id },
  why,
})
