import { z } from "@medusajs/framework/zod"

const Wallet = z
  .object({
    status: z
      .enum(["pending", "active", "suspended"])
      .describe("`pending` waits for the code that Aeropay sent; `suspended` may not pay for now"),
    bank_account_id: z.number().int().nullable().describe("The account that pays, once there is one"),
    created_at: z.iso.datetime(),
  })
  .meta({ title: "AeropayWallet" })

const BankAccount = z
  .object({
    id: z.number().int(),
    bank_name: z.string(),
    last4: z.string(),
    name: z.string(),
    is_chosen: z.boolean(),
    status: z.string(),
  })
  .meta({ title: "AeropayBankAccount" })

export const StoreAeropayWalletResponse = z.object({ wallet: Wallet.nullable() })
export const StoreAeropayConnectResponse = z.object({
  wallet: Wallet,
  mfa_type: z.string().nullable().describe("Where the code went: `sms`, `email`, or `null` when none is needed"),
})
export const StoreAeropayForgottenResponse = z.object({
  id: z.string(),
  object: z.literal("aeropay_wallet"),
  deleted: z.literal(true),
})
export const StoreAeropayBankLinkResponse = z.object({
  bank_link: z.object({
    url: z.string().describe("Where the widget is"),
    token: z.string().describe("For the widget, and short-lived"),
    user_id: z.string().describe("The widget's `aeroPassUserUuid`"),
  }),
})
export const StoreAeropayBankAccountResponse = z.object({ bank_account: BankAccount })
export const StoreAeropayBankAccountsResponse = z.object({ bank_accounts: z.array(BankAccount) })
export const StoreAeropayPaymentResponse = z.object({
  payment: z
    .object({
      payment_session_id: z.string(),
      status: z.enum(["open", "sent", "declined", "authorized", "captured", "canceled", "expired", "voided"]),
      code: z.string().nullable().describe("Aeropay's code where it refused"),
      message: z.string().nullable().describe("The same in words for the shopper"),
      next: z.enum(["relink", "retry"]).nullable().describe("What she can do about it"),
    })
    .meta({ title: "AeropayPayment" }),
})
