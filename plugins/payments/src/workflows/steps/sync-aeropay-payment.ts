import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { alignWithMedusa } from "../../lib/aeropay/align"
import { isCancelOpen } from "../../lib/aeropay/cancel"
import { inMinutes } from "../../lib/aeropay/desk"
import { deskOf } from "../../lib/aeropay/desk-of"
import { lookAtPayment } from "../../lib/aeropay/look"
import { nextCheckOf } from "../../lib/aeropay/notes"
import { resolveSubjects } from "../../lib/ledger/subjects"
import type { AeropayPaymentDTO } from "../../types"

/** `correlation_id` and `topic` of the message that set it off, for the books. */
export type SyncAeropayPaymentStepInput = { payment_session_id: string; topic?: string; correlation_id?: string }

export const syncAeropayPaymentStepId = "sync-aeropay-payment"

/** No undo: what Aeropay says stays true, and a sync that is cut off is repeated. */
export const syncAeropayPaymentStep = createStep(
  syncAeropayPaymentStepId,
  async ({ payment_session_id, topic, correlation_id }: SyncAeropayPaymentStepInput, { container }) => {
    const desk = deskOf(container)
    const [subject] = await resolveSubjects(container, { id: [payment_session_id] })
    const told = topic ? { source: "told" as const, operation: topic, correlation_id } : undefined
    const { row, isHeard } = await lookAtPayment(desk, payment_session_id, !!subject?.order_id, told)
    try {
      await alignWithMedusa(container, desk, row)
    } catch (error) {
      await desk.rows.changePayment(payment_session_id, () => ({ next_check_at: inMinutes(5) }))
      throw error
    }
    const after = await desk.rows.changePayment(payment_session_id, (now) =>
      isHeard && isSame(now, row) ? { next_check_at: nextCheckOf(desk, now) } : {}
    )
    return new StepResponse({ payment_session_id, status: after.status, transaction_id: after.transaction_id })
  }
)

type Row = AeropayPaymentDTO

/** Nobody has learned more meanwhile, or wants to look again at a time of his own. A request in flight is never at rest. */
const isSame = (now: Row, row: Row) =>
  now.status === row.status &&
  now.status !== "sent" &&
  !isCancelOpen(now) &&
  now.next_check_at?.getTime() === row.next_check_at?.getTime()
