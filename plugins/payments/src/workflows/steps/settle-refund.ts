import { MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { clock, type AuditActor } from "@rise-via/core"
import { ledgerService } from "../../lib/ledger/ledger-service"
import { recordEntries } from "../../lib/ledger/record-entries"
import { profileOf } from "../../lib/providers/profiles"
import { takeOver } from "../../lib/refunds/carry-out"
import { refundService } from "../../lib/refunds/refund-service"
import type { RefundRequestDTO } from "../../types"

export type SettleRefundStepInput = {
  id: string
  actor: AuditActor
  outcome: "succeeded" | "failed"
  note: string
}

export const settleRefundStepId = "settle-refund"

/**
 * Takes over what staff saw in the payment service's portal. No undo: it was seen. In the books it is a notice, because
 * the money itself has the service's own key there, under which it will be told, read or found missing.
 */
export const settleRefundStep = createStep(
  settleRefundStepId,
  async ({ id, actor, outcome, note }: SettleRefundStepInput, { container }) => {
    const request = (await refundService(container).retrievePaymentRefundRequest(id)) as RefundRequestDTO
    if (request.state !== "unknown") {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `The refund is ${request.state}; its outcome is known`)
    }
    const { gateway } = profileOf(request.provider_id)
    if (gateway) {
      await recordEntries(ledgerService(container), [
        {
          key: `staff:${request.id}`,
          provider: gateway,
          source: "staff",
          operation: "settle-refund",
          kind: "notice",
          outcome,
          amount_cents: request.amount_cents,
          currency_code: request.currency_code,
          payment_session_id: request.payment_session_id,
          refund_id: request.refund_id,
          correlation_id: request.id,
          response: { note },
          occurred_at: clock.now(),
        },
      ])
    }
    return new StepResponse(await takeOver(container, request, { state: outcome, error: note }, actor))
  }
)
