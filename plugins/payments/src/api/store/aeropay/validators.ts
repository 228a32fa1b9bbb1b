import { z } from "@medusajs/framework/zod"

const name = z.string().trim().min(1).max(100)

export const StoreConnectAeropay = z.strictObject({
  first_name: name,
  last_name: name,
  email: z.email().max(255),
  phone: z.string().trim().min(7).max(20).describe("Mobile number, `+1` and ten digits"),
})
export type StoreConnectAeropayType = z.infer<typeof StoreConnectAeropay>

export const StoreConfirmAeropay = z.strictObject({ code: z.string().trim().min(1).max(16) })
export type StoreConfirmAeropayType = z.infer<typeof StoreConfirmAeropay>

export const StoreLinkAeropayBank = z.strictObject({
  connection_id: z.string().min(1).max(64).describe("What the widget answered"),
})
export type StoreLinkAeropayBankType = z.infer<typeof StoreLinkAeropayBank>

/** Nothing to send: the body is empty. */
export const StoreAeropayNothing = z.strictObject({})
