import { z } from "@medusajs/framework/zod"

export const StoreGetPaymentProvidersParams = z.strictObject({ cart_id: z.string().min(1).max(200) })
export type StoreGetPaymentProvidersParamsType = z.infer<typeof StoreGetPaymentProvidersParams>
