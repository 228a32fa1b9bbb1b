import { GateReasonAnswer, pageOf } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { REFUND_STATES } from "../../../../lib/refunds/states"

const at = z.iso.datetime().nullable()

const Refund = z
  .object({
    id: z.string(),
    payment_id: z.string(),
    payment_session_id: z.string().nullable(),
    order_id: z.string().nullable(),
    provider_id: z.string(),
    currency_code: z.string(),
    amount_cents: z.number().int().min(1),
    reason: z.string(),
    refund_reason_id: z.string().nullable(),
    state: z
      .enum(REFUND_STATES)
      .describe("`requested` waits for a second person · `pending` accepted, on its way · `unknown` is being checked"),
    approval_reasons: z.array(GateReasonAnswer).nullable().describe("Why it needs a second person"),
    requested_by_type: z.string(),
    requested_by: z.string().describe("Id of the member of staff or of the secret key"),
    decided_by: z.string().nullable(),
    decided_at: at,
    decision_note: z.string().nullable(),
    refund_id: z.string().nullable().describe("Medusa's refund; also the idempotency key at the payment service"),
    error: z.string().nullable(),
    attempts: z.number().int(),
    sent_at: at,
    checked_at: at.describe("When the payment service was last asked"),
    settled_at: at,
    booked_at: at.describe("When Medusa's order counted it"),
    notified_at: at.describe("When the customer was told"),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .partial()
  .meta({ title: "RefundRequest" })

export const AdminRefundResponse = z.object({ refund: Refund })
export const AdminRefundsResponse = pageOf("refunds", Refund)
