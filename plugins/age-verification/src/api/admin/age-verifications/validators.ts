import { z } from "@medusajs/framework/zod"
import { STATUSES } from "../../../lib/statuses"

const ORDERS = ["created_at", "decided_at", "expires_at", "status", "id"] as const

/** PostgreSQL has no room for NUL in a text, and would answer with an error of its own. */
const text = (name: string, max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !value.includes("\u0000"), `${name} must not contain a NUL character`)

const wholeNumber = (fallback: number, min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value),
    z.number().int().min(min).max(max).default(fallback)
  )

const status = z.enum(STATUSES)

export const AdminGetAgeVerificationParams = z.strictObject({
  fields: text("fields", 1000).optional(),
})

export const AdminGetAgeVerificationsParams = AdminGetAgeVerificationParams.extend({
  limit: wholeNumber(20, 1, 200),
  offset: wholeNumber(0, 0, 1_000_000),
  order: z.enum(ORDERS.flatMap((field) => [field, `-${field}`] as const)).default("-created_at"),
  status: z.union([status, z.array(status).min(1).max(STATUSES.length)]).optional(),
  customer_id: text("customer_id", 64).optional(),
  q: text("q", 128).optional().describe("Finds customers by e-mail, name, company or telephone"),
})

export const AdminApproveAgeVerification = z.strictObject({
  reason: text("reason", 500).min(1).optional().describe("A note for the file; the customer can read it"),
})

export const AdminRejectAgeVerification = z.strictObject({
  reason: text("reason", 500).min(1).describe("Told to the customer"),
})

export type AdminGetAgeVerificationsParamsType = z.infer<typeof AdminGetAgeVerificationsParams>
export type AdminApproveAgeVerificationType = z.infer<typeof AdminApproveAgeVerification>
export type AdminRejectAgeVerificationType = z.infer<typeof AdminRejectAgeVerification>
