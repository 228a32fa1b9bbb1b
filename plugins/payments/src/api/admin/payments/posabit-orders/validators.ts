import { z } from "@medusajs/framework/zod"
import { MAX_CENTS } from "../../../../lib/money"
import { createFindParams, createSelectParams } from "@medusajs/medusa/api/utils/validators"
import { timeRange } from "@rise-via/core"

const oneOrMany = (values: z.ZodType<string>) => z.union([values, z.array(values).max(50)])
const text = z.string().max(200)
const settlements = z.enum(["open", "due", "settled", "nothing_taken", "canceled", "withdrawn"])

export const AdminGetPosabitOrdersParams = createFindParams({ limit: 20, offset: 0, order: "-created_at" })
  .extend({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    q: text.optional(),
    id: oneOrMany(text).optional(),
    order_id: oneOrMany(text).optional(),
    posabit_id: oneOrMany(text).optional(),
    status: oneOrMany(text).optional(),
    settlement: oneOrMany(settlements).optional(),
    created_at: timeRange().optional(),
  })
  .strict()
export type AdminGetPosabitOrdersParamsType = z.infer<typeof AdminGetPosabitOrdersParams>

export const AdminGetPosabitOrderParams = createSelectParams().strict()

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]+$/u, "must be one line of text")

/** A refund that was made in POSaBIT's portal. */
export const AdminRecordPosabitRefund = z.strictObject({
  reference: line(100).describe("What the portal calls the refund. The same one again is the same refund"),
  amount_cents: z
    .number()
    .int()
    .min(1)
    .max(MAX_CENTS)
    .describe("Whole cents, the part of the sale that was given back"),
  reason: line(500).describe("Why, for the audit log and Medusa's refund"),
  refund_reason_id: text.optional().describe("One of Medusa's refund reasons"),
  refunded_at: z.iso
    .datetime({ offset: true })
    .transform((at) => new Date(at))
    .optional()
    .describe("When it was done in the portal. Default: now"),
})
export type AdminRecordPosabitRefundType = z.infer<typeof AdminRecordPosabitRefund>

export const AdminGetPosabitRefundsParams = z.strictObject({})

/** Nothing to send: the body is empty. */
export const AdminRefreshPosabitOrder = z.strictObject({})
