import { z } from "@medusajs/framework/zod"

export const StoreFailOverPayment = z.strictObject({
  provider_id: z.string().min(1).max(200).optional().describe("The shopper's choice. Left out: the next that works"),
  data: z.record(z.string().max(100), z.unknown()).optional().describe("For the provider, as in a payment session"),
})
export type StoreFailOverPaymentType = z.infer<typeof StoreFailOverPayment>
