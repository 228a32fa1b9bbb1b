import { z } from "@medusajs/framework/zod"

const STATUSES = ["pending", "approved", "rejected", "expired", "withdrawn"] as const
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
  /** Finds customers by e-mail, name, company or telephone. */
  q: text("q", 128).optional(),
})

export const AdminApproveAgeVerification = z.strictObject({
  /** A note for the file; the customer can read it. */
  reason: text("reason", 500).min(1).optional(),
})

export const AdminRejectAgeVerification = z.strictObject({
  /** Told to the customer. */
  reason: text("reason", 500).min(1),
})

export type AdminGetAgeVerificationsParamsType = z.infer<typeof AdminGetAgeVerificationsParams>
export type AdminApproveAgeVerificationType = z.infer<typeof AdminApproveAgeVerification>
export type AdminRejectAgeVerificationType = z.infer<typeof AdminRejectAgeVerification>
