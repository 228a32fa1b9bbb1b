import { z } from "@medusajs/framework/zod"

const amount = z.number().positive().max(1_000_000).multipleOf(0.01).describe("US dollars")
const reference = z.string().regex(/^[\w.-]{1,40}$/, "must be 1 to 40 letters, digits, dots, dashes or underscores")

export const AdminCaptureAeropayPayment = z.strictObject({ amount: amount.describe("US dollars; the rest is let go") })
export type AdminCaptureAeropayPaymentType = z.infer<typeof AdminCaptureAeropayPayment>

export const AdminAeropayPayout = z.strictObject({
  customer_id: z.string().min(1).max(64),
  amount,
  reference: reference.describe("Yours; asking again with it is the same payout"),
  reason: z.string().trim().min(1).max(500),
})
export type AdminAeropayPayoutType = z.infer<typeof AdminAeropayPayout>

export const AdminAeropayLink = z
  .strictObject({
    phone: z.string().trim().min(7).max(20).optional(),
    email: z.email().max(255).optional(),
    amount: amount.optional(),
    reference: reference.describe("Yours; Aeropay names it with the payment. Each request sends a link"),
  })
  .refine(({ phone, email }) => !!phone !== !!email, { path: ["phone"], error: "give either phone or email" })
export type AdminAeropayLinkType = z.infer<typeof AdminAeropayLink>

/** Nothing to send: the body is empty. */
export const AdminAeropayNothing = z.strictObject({})
