import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { MedusaError } from "@medusajs/framework/utils"
import type { AuditActor } from "@rise-via/core"
import { ledgerService } from "../../lib/ledger/ledger-service"
import { refundablePayment } from "../../lib/refunds/payment-facts"
import { riskService } from "../../lib/risk/risk-service"

export type NoteCaptureStepInput = {
  payment_id: string
  /** Whole cents. Left out: all that is held. */
  amount_cents?: number
  reason: string
  actor: AuditActor
}

export const noteCaptureStepId = "note-capture"

/** Audits who captures and why, before the payment service is asked. No undo: it was asked for, whatever came of it. */
export const noteCaptureStep = createStep(
  noteCaptureStepId,
  async ({ payment_id, amount_cents, reason, actor }: NoteCaptureStepInput, { container }) => {
    const { order_id, payment_session_id, currency_code } = await refundablePayment(container, payment_id)
    if (payment_session_id && (await riskService(container).isHeldForReview(payment_session_id))) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "The payment is in risk review: clear the review first, then it can be captured",
        "payments.in_review"
      )
    }
    await ledgerService(container).noteCapture({ payment_id, order_id, amount_cents, currency_code, reason, actor })
    return new StepResponse(undefined)
  }
)
