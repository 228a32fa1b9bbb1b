import { z } from "@medusajs/framework/zod"
import { createFindParams } from "@medusajs/medusa/api/utils/validators"
import { timeRange } from "@rise-via/core"
import { isDay } from "../../../../lib/reconciliation/days"
import { DIFFERENCE_KINDS, DIFFERENCE_STATES, RUN_STATES } from "../../../../lib/reconciliation/words"
import { GATEWAYS } from "../../../../lib/ledger/words"

const oneOrMany = <T extends z.ZodType>(values: T) => z.union([values, z.array(values).max(50)])
const text = z.string().min(1).max(300)
const day = z.string().refine(isDay, { error: "must be a day such as 2026-03-08" })
const page = {
  limit: z.coerce.number().int().min(1).max(200).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
}

export const AdminGetReconciliationRunsParams = createFindParams({ limit: 20, offset: 0, order: "-created_at" })
  .extend({
    ...page,
    id: oneOrMany(text).optional(),
    provider: oneOrMany(z.enum(GATEWAYS)).optional(),
    day: oneOrMany(day).optional(),
    state: oneOrMany(z.enum(RUN_STATES)).optional(),
    created_at: timeRange().optional(),
  })
  .strict()

/** `day` of the shop; default yesterday. */
export const AdminCreateReconciliationRun = z.strictObject({ provider: z.enum(GATEWAYS), day: day.optional() })
export type AdminCreateReconciliationRunType = z.infer<typeof AdminCreateReconciliationRun>

export const AdminGetPaymentDifferencesParams = createFindParams({ limit: 20, offset: 0, order: "-occurred_at" })
  .extend({
    ...page,
    q: text.optional(),
    id: oneOrMany(text).optional(),
    provider: oneOrMany(z.enum(GATEWAYS)).optional(),
    kind: oneOrMany(z.enum(DIFFERENCE_KINDS)).optional(),
    state: oneOrMany(z.enum(DIFFERENCE_STATES)).optional(),
    order_id: oneOrMany(text).optional(),
    reference: oneOrMany(text).optional(),
    last_run_id: oneOrMany(text).optional(),
    occurred_at: timeRange().optional(),
  })
  .strict()

/** Nothing to send: the body is empty. */
export const AdminActOnDifference = z.strictObject({})

export const AdminAcceptDifference = z.strictObject({ reason: z.string().trim().min(3).max(1_000) })
export type AdminAcceptDifferenceType = z.infer<typeof AdminAcceptDifference>

/** `from` and `to` are days of the shop, both counted; default the last 30. */
export const AdminGetPaymentDaysParams = z.strictObject({ from: day.optional(), to: day.optional() })
