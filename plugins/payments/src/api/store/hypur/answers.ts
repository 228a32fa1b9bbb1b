import { z } from "@medusajs/framework/zod"
import { HYPUR_STATUSES } from "../../../lib/hypur/status"

export const StoreHypurVerifyResponse = z.object({
  has_profile: z.boolean(),
  has_bank_account: z.boolean(),
  sms_sent: z.boolean(),
  sign_up_url: z.string().describe("Where a shopper without a profile makes one"),
})

export const StoreHypurPaymentResponse = z.object({
  hypur_payment: z
    .object({
      payment_session_id: z.string(),
      request_id: z.string().nullable().describe("What the SDK opens"),
      status: z.enum(HYPUR_STATUSES),
      is_paid: z.boolean().describe("Hypur said so to us; the browser's word does not count"),
      amount: z.number().describe("Major units"),
      currency_code: z.string(),
      expires_at: z.iso.datetime(),
      sdk: z.object({
        url: z.string(),
        api_version: z.string(),
        environment: z.enum(["TEST", "STG", "PRO"]),
        client_pub_key: z.string(),
        client_name: z.string(),
        products: z.array(z.string()),
      }),
    })
    .meta({ title: "HypurPayment" }),
})
