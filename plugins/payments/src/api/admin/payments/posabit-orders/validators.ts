import { z } from "@medusajs/framework/zod"
import { createFindParams, createOperatorMap, createSelectParams } from "@medusajs/medusa/api/utils/validators"

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
    created_at: createOperatorMap().optional(),
  })
  .strict()
export type AdminGetPosabitOrdersParamsType = z.infer<typeof AdminGetPosabitOrdersParams>

export const AdminGetPosabitOrderParams = createSelectParams().strict()

/** Nothing to send: the body is empty. */
export const AdminRefreshPosabitOrder = z.strictObject({})
