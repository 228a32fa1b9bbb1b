import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { alignWithMedusa } from "../../lib/aeropay/align"
import { deskOf } from "../../lib/aeropay/desk-of"
import { lookAtPayment } from "../../lib/aeropay/look"
import { resolveSubjects } from "../../lib/ledger/subjects"

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
    const row = await lookAtPayment(desk, payment_session_id, !!subject?.order_id, told)
    await alignWithMedusa(container, desk, row)
    const after = (await desk.rows.paymentOf(payment_session_id)) ?? row
    return new StepResponse({ payment_session_id, status: after.status, transaction_id: after.transaction_id })
  }
)
