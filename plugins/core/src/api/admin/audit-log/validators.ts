import { z } from "@medusajs/framework/zod"
import { createFindParams, createSelectParams } from "@medusajs/medusa/api/utils/validators"
import { AuditHeadFile } from "../../../lib/audit-chain"

// PostgreSQL refuses NUL in a text, which would be our fault (500) and not the client's.
const word = z
  .string()
  .max(255)
  .refine((text) => !text.includes("\0"), "A filter must not contain NUL")
const oneOrMore = z.union([word, z.array(word).max(50)]).optional()
const count = (max: number) =>
  z.preprocess(
    (value) => (typeof value === "string" && value ? Number(value) : value),
    z.number().int().min(0).max(max).optional()
  )
const flag = z
  .enum(["true", "false"])
  .optional()
  .transform((value) => value === "true")
const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((value) => new Date(value))
  .optional()

export const AdminGetAuditEntryParams = createSelectParams().extend({
  fields: word.optional(),
  personal: flag.describe("Also the personal values, decrypted. Reading them is itself audited"),
})
export type AdminGetAuditEntryParamsType = z.infer<typeof AdminGetAuditEntryParams>

export const AdminGetAuditLogParams = createFindParams({ limit: 20, offset: 0, order: "-created_at" })
  .omit({ with_deleted: true })
  .extend({
    fields: word.optional(),
    limit: count(200).default(20),
    offset: count(2_000_000_000).default(0),
    q: word.optional().describe("Searches actor, action, subject and why"),
    actor_type: z.preprocess(
      (value) => (value === undefined ? value : [value].flat()),
      z
        .array(z.enum(["customer", "user", "api-key", "system", "provider"]))
        .max(5)
        .optional()
    ),
    actor_id: oneOrMore,
    action: oneOrMore,
    subject_type: oneOrMore,
    subject_id: oneOrMore,
    person_id: oneOrMore,
    from: moment.describe("ISO 8601, included"),
    to: moment.describe("ISO 8601, not included"),
    personal: flag.describe("Also the personal values, decrypted. Reading them is itself audited"),
  })
export type AdminGetAuditLogParamsType = z.infer<typeof AdminGetAuditLogParams>

export const AdminVerifyAuditLog = z.strictObject({
  heads: z
    .array(AuditHeadFile)
    .max(400)
    .optional()
    .describe("Day heads that were kept outside: the content of the exported files"),
})
export type AdminVerifyAuditLogType = z.infer<typeof AdminVerifyAuditLog>
