import { z } from "@medusajs/framework/zod"

const time = z.iso.datetime({ offset: true, error: "must be a time such as 2026-03-08T00:00:00Z" })
const OPERATORS = ["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"] as const
const bounds = z.strictObject(
  Object.fromEntries(OPERATORS.map((operator) => [operator, time.optional()])) as Record<
    (typeof OPERATORS)[number],
    z.ZodOptional<typeof time>
  >
)

/**
 * Filter of a list by a time column: a time, or `[$gte]=…&[$lt]=…`. Medusa's `createOperatorMap` lets `$like`, `$re` and
 * other words through, which PostgreSQL has no operator for on a time: it answers with an error of its own.
 *
 * @example
 * createFindParams({ order: "-created_at" }).extend({ created_at: timeRange().optional() }).strict()
 */
export const timeRange = () =>
  z
    .union([time, bounds], {
      error: `must be a time such as 2026-03-08T00:00:00Z, or times under ${OPERATORS.join(", ")}`,
    })
    .refine((filter) => typeof filter === "string" || Object.keys(filter).length > 0, {
      error: `must have one of ${OPERATORS.join(", ")}`,
    })
