import type { MedusaContainer } from "@medusajs/framework/types"
import { openCase, registerRecovery, type AuditActor } from "@rise-via/core"
import { ACT_GRACE_MS } from "../../lib/hypur/acts"
import { refundInMedusa } from "../../lib/hypur/by-hand"
import { hypurService } from "../../lib/hypur/hypur-service"
import { dropRefund, hasArrived, resolveRefund, unknownRefundCase } from "../../lib/hypur/refund"
import { deskOf } from "../../lib/hypur/settle"
import { refundService } from "../../lib/refunds/refund-service"
import { isWhole, readPaymentStates } from "../../lib/payment-state"
import type { HypurActDTO, HypurRequestDTO } from "../../types"
import { settleHypurRequestWorkflow } from "../payments-settle-hypur-request"
import { syncHypurRequestWorkflow } from "../payments-sync-hypur-request"

const LIMIT = 100
const GRACE_MS = 2 * 60_000
const THREE_DAYS = 3 * 24 * 60 * 60_000
const ACTOR: AuditActor = { type: "system", id: "payments.recovery" }

type Lost = { act: HypurActDTO; row: HypurRequestDTO }

registerRecovery<HypurRequestDTO>({
  name: "payments.hypur-due",
  order: 101,
  find: async (container) =>
    (await hypurService(container).listHypurRequests(
      { settlement: "due", withdrawn_at: null },
      { take: LIMIT, order: { updated_at: "ASC" } }
    )) as unknown as HypurRequestDTO[],
  repair: async (row, container) => {
    const { result } = await settleHypurRequestWorkflow(container).run({ input: { id: row.id, actor: ACTOR } })
    if (result.settlement !== row.settlement) {
      return repaired(row, "The shopper had approved the payment, and it was not captured yet; it is now.")
    }
  },
})

/** The poll had claimed them, or should have, and its process is gone. */
registerRecovery<HypurRequestDTO>({
  name: "payments.hypur-unread",
  order: 100,
  find: async (container, now) =>
    (await hypurService(container).listHypurRequests(
      { next_poll_at: { $lt: new Date(now.getTime() - GRACE_MS) } },
      { take: LIMIT, order: { next_poll_at: "ASC" } }
    )) as unknown as HypurRequestDTO[],
  repair: async (row, container) => {
    const { result } = await syncHypurRequestWorkflow(container).run({ input: { id: row.id, actor: ACTOR } })
    if (result.settlement !== row.settlement || result.status !== row.status) {
      return repaired(row, "Nobody had asked Hypur for some time what became of the payment.")
    }
  },
})

registerRecovery<HypurRequestDTO>({
  name: "payments.hypur-captured",
  order: 111,
  find: async (container, now) => {
    const rows = (await hypurService(container).listHypurRequests(
      { settlement: "captured", captured_at: { $gte: new Date(now.getTime() - THREE_DAYS) } },
      { take: LIMIT, order: { captured_at: "DESC" } }
    )) as unknown as HypurRequestDTO[]
    const sales = rows.map((row) => ({ ...row, order_id: row.order_id ?? "" }))
    const states = rows.length ? await readPaymentStates(container, sales) : new Map()
    return rows.filter((row) => {
      const state = states.get(row.payment_session_id)
      return !!state && !isWhole(state, row.captured_cents ?? 0)
    })
  },
  repair: async (row, container) => {
    await settleHypurRequestWorkflow(container).run({ input: { id: row.id, actor: ACTOR } })
    return repaired(row, "The payment was captured, but its transaction was missing; it was added.")
  },
})

/** Refunds of which Medusa does not know, or nobody knows whether they were made, or whose process is gone. */
registerRecovery<Lost>({
  name: "payments.hypur-refunds",
  order: 112,
  find: async (container, now) => {
    const requests = hypurService(container)
    const left = new Date(now.getTime() - ACT_GRACE_MS)
    const acts = (await requests.listHypurActs(
      {
        kind: "refund",
        updated_at: { $lt: new Date(now.getTime() - GRACE_MS) },
        $or: [
          { state: "unknown" },
          { state: "sent", updated_at: { $lt: left } },
          { state: ["done", "pending"], refund_id: null },
        ],
      } as never,
      { take: LIMIT, order: { created_at: "ASC" } }
    )) as unknown as (HypurActDTO & { hypur_request_id: string })[]
    const rows = (await requests.listHypurRequests({
      id: acts.map(({ hypur_request_id }) => hypur_request_id),
    })) as unknown as HypurRequestDTO[]
    return acts.flatMap((act) => {
      const row = rows.find(({ id }) => id === act.hypur_request_id)
      return row ? [{ act, row }] : []
    })
  },
  repair: async ({ act, row }, container, now) => await repairRefund(container, row, act, now),
})

async function repairRefund(container: MedusaContainer, row: HypurRequestDTO, act: HypurActDTO, now: Date) {
  const after = isOpenAct(act) ? await resolveRefund(deskOf(container), row, act, now) : act
  if (isOpenAct(after)) {
    if (hasArrived(act, now)) {
      await openCase(null, unknownRefundCase(row, act))
    }
    return
  }
  if (after.state === "failed") {
    await dropRefund(container, act.refund_id)
    return repaired(row, "Nobody knew whether a refund was made; Hypur says that it was not.")
  }
  if (!after.refund_id && (await isAskedFor(container, row))) {
    // The request takes it over when it is looked at; booking it here as well would give it back twice.
    return
  }
  if (!after.refund_id) {
    await refundInMedusa(container, row, act.amount_cents, ACTOR)
  }
  return repaired(row, "Hypur had given money back, and Medusa did not know; it does now.")
}

const isOpenAct = ({ state }: HypurActDTO) => state === "sent" || state === "unknown"

/** Whether staff's own refund of this payment has no end yet. */
async function isAskedFor(container: MedusaContainer, { payment_session_id }: HypurRequestDTO): Promise<boolean> {
  const [open] = await refundService(container).listPaymentRefundRequests(
    { payment_session_id, state: ["approved", "sent", "unknown"] },
    { select: ["id"], take: 1 }
  )
  return !!open
}

const repaired = ({ id, order_id }: HypurRequestDTO, why: string) => ({
  action: "payments.hypur_payment_repaired",
  subject: order_id ? { type: "order", id: order_id } : { type: "hypur_request", id },
  why,
})
