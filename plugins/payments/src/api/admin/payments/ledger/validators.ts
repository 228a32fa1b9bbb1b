import { z } from "@medusajs/framework/zod"
import { createFindParams } from "@medusajs/medusa/api/utils/validators"
import { timeRange } from "@rise-via/core"
import { GATEWAYS, LEDGER_KINDS, LEDGER_OUTCOMES, LEDGER_SOURCES } from "../../../../lib/ledger/words"

const oneOrMany = <T extends z.ZodType>(values: T) => z.union([values, z.array(values).max(50)])
const text = z.string().min(1).max(300)

export const AdminGetLedgerParams = createFindParams({ limit: 20, offset: 0, order: "-occurred_at" })
  .extend({
    limit: z.coerce.number().int().min(1).max(200).default(20),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    q: text.optional(),
    id: oneOrMany(text).optional(),
    order_id: text.optional(),
    payment_id: text.optional(),
    payment_session_id: oneOrMany(text).optional(),
    refund_id: oneOrMany(text).optional(),
    provider: oneOrMany(z.enum(GATEWAYS)).optional(),
    kind: oneOrMany(z.enum(LEDGER_KINDS)).optional(),
    outcome: oneOrMany(z.enum(LEDGER_OUTCOMES)).optional(),
    source: oneOrMany(z.enum(LEDGER_SOURCES)).optional(),
    provider_reference: oneOrMany(text).optional(),
    correlation_id: oneOrMany(text).optional(),
    occurred_at: timeRange().optional(),
  })
  .strict()
export type AdminGetLedgerParamsType = z.infer<typeof AdminGetLedgerParams>

export const AdminGetLedgerStateParams = z.strictObject({ order_id: text })
export type AdminGetLedgerStateParamsType = z.infer<typeof AdminGetLedgerStateParams>

const YEAR_MS = 366 * 24 * 60 * 60_000
const time = z.iso.datetime({ offset: true, error: "must be a time such as 2026-03-08T00:00:00Z" })

export const AdminGetLedgerBooksParams = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ["to"], error: "must be later than `from`" })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= YEAR_MS, {
    path: ["to"],
    error: "must be within 366 days of `from`",
  })
export type AdminGetLedgerBooksParamsType = z.infer<typeof AdminGetLedgerBooksParams>
