import { z } from "@medusajs/framework/zod"

export const AdminCapturePayment = z.strictObject({
  payment_id: z.string().min(1).max(200),
  amount: z
    .number()
    .positive()
    .max(20_000_000)
    .optional()
    .describe("Major units, without a fraction of a cent. Left out: all that is held"),
  reason: z.string().trim().min(1).max(500).describe("For the audit log"),
})
export type AdminCapturePaymentType = z.infer<typeof AdminCapturePayment>
