import { z } from "@medusajs/framework/zod"
import { createFindParams, createSelectParams } from "@medusajs/medusa/api/utils/validators"
import { timeRange } from "@rise-via/core"
import { HYPUR_STATUSES } from "../../../../lib/hypur/status"

const oneOrMany = <T extends z.ZodType>(value: T) => z.union([value, z.array(value).max(50)])
const text = z.string().min(1).max(200)

export const AdminGetHypurRequestsParams = createFindParams({ limit: 20, offset: 0, order: "-created_at" })
  .extend({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    q: text.optional(),
    id: oneOrMany(text).optional(),
    order_id: oneOrMany(text).optional(),
    payment_session_id: oneOrMany(text).optional(),
    request_id: oneOrMany(text).optional(),
    status: oneOrMany(z.enum(HYPUR_STATUSES)).optional(),
    settlement: oneOrMany(z.enum(["open", "due", "captured", "closed"])).optional(),
    created_at: timeRange().optional(),
  })
  .strict()
export type AdminGetHypurRequestsParamsType = z.infer<typeof AdminGetHypurRequestsParams>

export const AdminGetHypurRequestParams = createSelectParams().strict()

/** Nothing to send: the body is empty. */
export const AdminRefreshHypurRequest = z.strictObject({})

const amount = z
  .number()
  .positive()
  .max(1_000_000)
  .describe("Major units with at most two decimals")
  .refine((value) => Number(value.toFixed(2)) === value, { error: "must have at most two decimals" })
const ByHand = {
  external_reference: z.string().trim().min(1).max(100).describe("What Hypur's portal calls it"),
  note: z.string().trim().min(1).max(1000),
}

export const AdminConfirmHypurRequest = z.strictObject({ amount, ...ByHand })
export type AdminConfirmHypurRequestType = z.infer<typeof AdminConfirmHypurRequest>

export const AdminNoteHypurRefund = z.strictObject({
  amount,
  ...ByHand,
  happened: z.boolean().default(true).describe("`false` says that a refund whose end nobody knew was not made"),
})
export type AdminNoteHypurRefundType = z.infer<typeof AdminNoteHypurRefund>

export const AdminCancelHypurRequest = z.strictObject(ByHand)
export type AdminCancelHypurRequestType = z.infer<typeof AdminCancelHypurRequest>
