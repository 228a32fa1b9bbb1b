import { z } from "@medusajs/framework/zod"

export const AdminAeropayPaymentResponse = z.object({
  aeropay_payment: z
    .object({
      payment_session_id: z.string(),
      flow: z.enum(["preauth", "sale"]),
      status: z.enum(["open", "sent", "declined", "authorized", "captured", "canceled", "expired", "voided"]),
      attempt: z.number().int(),
      amount_cents: z.number().int(),
      authorized_cents: z.number().int().nullable(),
      captured_cents: z.number().int().nullable(),
      currency_code: z.string(),
      preauth_id: z.string().nullable(),
      transaction_id: z.string().nullable(),
      transaction_status: z.string().nullable().describe("Aeropay's word"),
      code: z.string().nullable(),
      expires_at: z.iso.datetime().nullable().describe("When the hold runs out"),
    })
    .meta({ title: "AeropayStaffPayment" }),
})
export const AdminAeropayPayoutResponse = z.object({
  payout: z.object({ id: z.string(), status: z.string() }).meta({ title: "AeropayPayout" }),
})
export const AdminAeropayLinkResponse = z.object({ payment_link: z.object({ reference: z.string() }) })

const Subscription = z.object({
  topic: z.string(),
  url: z.string(),
  is_subscribed: z.boolean(),
  code: z.string().nullable().describe("Aeropay's code where it refused the topic"),
})
export const AdminAeropayWebhooksResponse = z.object({ webhooks: z.array(Subscription) })
