import { pageOf } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"

const at = z.iso.datetime().nullable()
const cents = z.number().int().nullable()

const PosabitOrder = z
  .object({
    id: z.string(),
    order_id: z.string().describe("Medusa's order"),
    cart_id: z.string(),
    payment_session_id: z.string(),
    reference_no: z.string().describe("What the register can search for"),
    order_type: z.enum(["pickup", "delivery"]),
    payment_method: z.string(),
    posabit_id: z.string().nullable().describe("POSaBIT's id, once it has the order"),
    status: z.string().describe("POSaBIT's word, normalised"),
    currency_code: z.string(),
    amount_cents: z.number().int().describe("What the shopper was promised to pay"),
    pos_total_cents: cents.describe("What the register says the order comes to"),
    captured_cents: cents.describe("What was captured in Medusa"),
    settlement: z
      .enum(["open", "due", "settled", "nothing_taken", "canceled", "withdrawn"])
      .describe("`due`: the shop has the money, Medusa's payment is not captured yet"),
    pushed_at: at,
    last_read_at: at,
    next_poll_at: at,
    settled_at: at,
    withdrawn_at: at,
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ title: "PosabitOrder" })

const PosabitRefund = z
  .object({
    id: z.string(),
    posabit_order_id: z.string(),
    order_id: z.string().describe("Medusa's order"),
    reference: z.string().describe("What the portal calls the refund"),
    amount_cents: z.number().int(),
    currency_code: z.string(),
    reason: z.string(),
    refund_reason_id: z.string().nullable(),
    recorded_by: z.string().describe("Who of the staff"),
    refunded_at: z.iso.datetime().describe("When it was done in the portal"),
    refund_id: z.string().nullable().describe("Medusa's refund, once it has it"),
    ledger_only: z.boolean().describe("Medusa never captured it: it goes back in the ledger alone"),
    completed_at: at.describe("When Medusa, the order and the ledger all had it"),
    created_at: z.iso.datetime(),
  })
  .meta({ title: "PosabitRefund" })

export const AdminPosabitRefundResponse = z.object({ posabit_refund: PosabitRefund })
export const AdminPosabitRefundsResponse = z.object({ posabit_refunds: z.array(PosabitRefund) })
export const AdminPosabitOrderResponse = z.object({ posabit_order: PosabitOrder })
export const AdminPosabitOrdersResponse = pageOf("posabit_orders", PosabitOrder)
