import { pageOf } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { HYPUR_STATUSES } from "../../../../lib/hypur/status"

const at = z.iso.datetime().nullable()
const cents = z.number().int().nullable()

const HypurAct = z
  .object({
    id: z.string(),
    kind: z.enum(["confirm", "refund", "cancel"]),
    source: z.enum(["asked", "staff"]).describe("`asked` our call · `staff` done in Hypur's portal"),
    state: z.enum(["sent", "pending", "done", "failed", "unknown"]),
    amount_cents: z.number().int(),
    refund_id: z.string().nullable().describe("Medusa's refund"),
    external_reference: z.string().nullable(),
    operator_id: z.string().nullable(),
    note: z.string().nullable(),
    created_at: z.iso.datetime(),
  })
  .partial()
  .meta({ title: "HypurAct" })

const HypurRequest = z
  .object({
    id: z.string(),
    payment_session_id: z.string(),
    order_id: z.string().nullable(),
    request_id: z.string().nullable().describe("Hypur's id, once it is known"),
    status: z.enum(HYPUR_STATUSES).describe("`hold`: nobody knows, people must look"),
    provider_status: z.string().nullable().describe("Hypur's own word"),
    hold_reason: z.string().nullable(),
    currency_code: z.string(),
    amount_cents: z.number().int().describe("What the shopper was promised to pay"),
    approved_cents: cents.describe("What Hypur debited for us, without its fee"),
    fee_cents: cents.describe("The shopper's own fee to Hypur, on top"),
    captured_cents: cents.describe("What was captured in Medusa"),
    settlement: z
      .enum(["open", "due", "captured", "closed"])
      .describe("`due`: approved, Medusa's payment is not captured yet"),
    returns: z.number().int().describe("How often the bank took it back"),
    expires_at: z.iso.datetime(),
    next_poll_at: at,
    last_read_at: at,
    captured_at: at,
    withdrawn_at: at.describe("Nobody wants its money any more"),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    acts: z.array(HypurAct).optional(),
  })
  .meta({ title: "HypurRequest" })

export const AdminHypurRequestResponse = z.object({
  hypur_request: HypurRequest,
  can: z
    .object({ read: z.boolean(), refund: z.boolean(), cancel: z.boolean() })
    .optional()
    .describe("What Hypur offers by a call; everything else is done in its portal"),
})
export const AdminHypurRequestsResponse = pageOf("hypur_requests", HypurRequest)
