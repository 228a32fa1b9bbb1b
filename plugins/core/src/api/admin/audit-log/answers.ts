import { z } from "@medusajs/framework/zod"
import { pageOf } from "../../../lib/route-contracts"

const values = z.record(z.string(), z.unknown()).nullable()

const AuditEntry = z
  .object({
    id: z.string(),
    created_at: z.iso.datetime(),
    actor_type: z.enum(["customer", "user", "api-key", "system", "provider"]),
    actor_id: z.string(),
    action: z.string(),
    subject_type: z.string(),
    subject_id: z.string(),
    before: values,
    after: values,
    why: z.string().nullable(),
    person_id: z.string().nullable(),
    digest: z.string(),
    personal: values.optional().describe("With `personal=true`: the personal values, `null` where there are none"),
    personal_erased: z.boolean().optional().describe("With `personal=true`: the person was erased"),
  })
  .meta({ title: "AuditEntry" })

export const AdminAuditLogResponse = pageOf("audit_entries", AuditEntry)
export const AdminAuditEntryResponse = z.object({ audit_entry: AuditEntry })

export const AdminAuditVerificationResponse = z.object({
  ok: z.boolean(),
  checked: z.number().int().min(0).describe("Sealed rows that were checked"),
  unsealed: z.number().int().min(0).describe("Rows that wait for the sealer"),
  heads_checked: z.number().int().min(0),
  missing_heads: z.array(z.string()).describe("Days whose head was not handed in"),
  first_problem: z
    .object({
      kind: z.string(),
      seq: z.number().int().nullable(),
      entry_id: z.string().nullable(),
      message: z.string(),
    })
    .optional(),
})
