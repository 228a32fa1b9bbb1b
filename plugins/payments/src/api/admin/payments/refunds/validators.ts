import { z } from "@medusajs/framework/zod"
import { createFindParams, createSelectParams } from "@medusajs/medusa/api/utils/validators"
import { timeRange } from "@rise-via/core"
import { REFUND_STATES } from "../../../../lib/refunds/states"

const text = z.string().max(200)
const oneOrMany = (values: z.ZodType<string>) => z.union([values, z.array(values).max(50)])
const note = z.string().trim().min(1).max(500)

export const AdminGetRefundsParams = createFindParams({ limit: 20, offset: 0, order: "-created_at" })
  .extend({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    q: text.optional(),
    id: oneOrMany(text).optional(),
    order_id: oneOrMany(text).optional(),
    payment_id: oneOrMany(text).optional(),
    requested_by: oneOrMany(text).optional(),
    state: oneOrMany(z.enum(REFUND_STATES)).optional(),
    created_at: timeRange().optional(),
  })
  .strict()
export type AdminGetRefundsParamsType = z.infer<typeof AdminGetRefundsParams>

export const AdminGetRefundParams = createSelectParams().strict()

export const AdminCreateRefund = z.strictObject({
  payment_id: text.min(1),
  amount: z
    .number()
    .positive()
    .max(20_000_000)
    .optional()
    .describe("Major units, without a fraction of a cent. Left out: all that was captured"),
  reason: note.describe("For the audit log and for Medusa's refund"),
  refund_reason_id: text.optional().describe("One of Medusa's refund reasons"),
  request_key: text
    .min(8)
    .optional()
    .describe("Made by the client; the same key gives back once. Left out: every call is a refund of its own"),
})
export type AdminCreateRefundType = z.infer<typeof AdminCreateRefund>

export const AdminApproveRefund = z.strictObject({ note: note.optional() })
export type AdminApproveRefundType = z.infer<typeof AdminApproveRefund>

export const AdminDeclineRefund = z.strictObject({ note })
export type AdminDeclineRefundType = z.infer<typeof AdminDeclineRefund>

/** Nothing to send: the body is empty. */
export const AdminCheckRefund = z.strictObject({})

export const AdminSettleRefund = z.strictObject({
  outcome: z.enum(["succeeded", "failed"]).describe("What the payment service's own portal shows"),
  note: note.describe("Where it was seen, e.g. the portal's reference"),
})
export type AdminSettleRefundType = z.infer<typeof AdminSettleRefund>
