import { z } from "@medusajs/framework/zod"

export const StoreVerifyHypurConsumer = z.strictObject({
  phone: z.string().max(30).describe("Ten digits, written in any way"),
  send_sms: z.boolean().default(false).describe("Hypur texts her a link; only to the phone of her account"),
})
export type StoreVerifyHypurConsumerType = z.infer<typeof StoreVerifyHypurConsumer>

/** Nothing to send: the body is empty. */
export const StoreRefreshHypurPayment = z.strictObject({})
