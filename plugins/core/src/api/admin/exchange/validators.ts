import { z } from "@medusajs/framework/zod"
import { createFindParams } from "@medusajs/medusa/api/utils/validators"
import { timeRange } from "../../../lib/time-range"

const word = z.string().max(200)
const oneOrMore = z.union([word, z.array(word).max(20)]).optional()

const listParams = createFindParams({ limit: 20, offset: 0, order: "-created_at" }).extend({
  q: word.optional(),
  state: oneOrMore,
  created_at: timeRange().optional(),
})

export const AdminGetOutboxParams = listParams.extend({ topic: oneOrMore, key: oneOrMore }).strict()
export const AdminGetInboxParams = listParams.extend({ source: oneOrMore }).strict()
export const AdminGetAttemptsParams = listParams
  .extend({ service: oneOrMore, operation: oneOrMore, idempotency_key: oneOrMore, cause_id: oneOrMore })
  .strict()
export const AdminGetCasesParams = listParams.extend({ kind: oneOrMore, subject_id: oneOrMore }).strict()

/** Body of a replay: nothing. */
export const AdminReplay = z.strictObject({})

export const AdminCloseCase = z.strictObject({
  note: z.string().trim().min(1).max(2000).describe("What was decided, for whoever asks later"),
})
export type AdminCloseCaseType = z.infer<typeof AdminCloseCase>
