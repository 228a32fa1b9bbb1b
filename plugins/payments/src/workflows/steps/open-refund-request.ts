import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import { clock, type AuditActor } from "@rise-via/core"
import { askRefundGates } from "../../lib/refunds/ask-gates"
import { carryOutRefund } from "../../lib/refunds/carry-out"
import { refundablePayment } from "../../lib/refunds/payment-facts"
import { refundService } from "../../lib/refunds/refund-service"
import type { RefundRequestDTO } from "../../types"

export type OpenRefundRequestStepInput = {
  payment_id: string
  /** Whole cents. Left out: all that was captured. */
  amount_cents?: number
  reason: string
  refund_reason_id?: string | null
  actor: AuditActor
  /** The caller's; the same key is the same refund. */
  request_key: string
}

const LOCK_SECONDS = 30

export const openRefundRequestStepId = "open-refund-request"

/** Asks the rules and reserves the amount. Undo gives it back when nothing was sent yet. */
export const openRefundRequestStep = createStep(
  openRefundRequestStepId,
  async (input: OpenRefundRequestStepInput, { container }) => {
    const service = refundService(container)
    const payment = await refundablePayment(container, input.payment_id)
    const amount_cents = input.amount_cents ?? payment.captured_cents
    if (amount_cents <= 0) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "Nothing was captured, so nothing can be given back")
    }
    const doubtful = await settleDoubt(container, { ...input, amount_cents })
    if (doubtful) {
      return new StepResponse<RefundRequestDTO, string | null>(doubtful, null)
    }
    // One at a time of each person: the second must be judged with what the first one promised.
    const { request, is_new } = await container.resolve(Modules.LOCKING).execute(
      `payments-refunds-of:${input.actor.id}`,
      async () => {
        // A repeat must not be judged again: what was given back since would count against it.
        const known = await service.findByKey(input.request_key)
        const approval_reasons = known ? [] : await askRefundGates(container, payment, { ...input, amount_cents })
        return await service.open({ ...input, payment, amount_cents, approval_reasons })
      },
      { timeout: LOCK_SECONDS }
    )
    return new StepResponse<RefundRequestDTO, string | null>(request, is_new ? request.id : null)
  },
  async (id, { container }) => {
    if (id) {
      await refundService(container).giveUp(id, "It was undone before it was sent.")
    }
  }
)

/**
 * Whoever asks again for what nobody knows the outcome of wants that, and not as much once more: it is looked up now.
 * Nothing when there is no such refund, or it turned out that nothing went back.
 */
async function settleDoubt(
  container: MedusaContainer,
  { payment_id, amount_cents }: { payment_id: string; amount_cents: number }
): Promise<RefundRequestDTO | undefined> {
  const [unknown] = await refundService(container).listPaymentRefundRequests(
    { payment_id, amount_cents, state: "unknown" },
    { take: 1, order: { created_at: "ASC" } }
  )
  const settled = unknown && (await carryOutRefund(container, unknown.id, clock.now()))
  return settled?.state === "failed" ? undefined : settled
}
