import { z } from "@medusajs/framework/zod"
import { hostOf } from "../hosts"

/** Hosts where real money moves. Reached only with `PAYMENTS_LIVE=true`. */
const LIVE_HOSTS = ["api.aeropay.com"]

export const AEROPAY_TOPICS = [
  "transaction_completed",
  "transaction_refunded",
  "transaction_voided",
  "preauthorized_transaction_created",
  "transaction_declined",
  "transaction_resolved",
  "user_active",
  "user_suspended",
] as const

const key = z.string().min(32, { error: "must have 32 characters or more" }).max(200)

export const isLiveAeropay = (url: string) => LIVE_HOSTS.includes(hostOf(url))

export const AeropayOptionsSchema = z
  .strictObject({
    /**
     * Aeropay's API with its version, e.g. `https://api.aeropay.com/v2`. Production is refused without `PAYMENTS_LIVE=true`.
     *
     * @default `AEROPAY_BASE_URL`
     */
    baseUrl: z.url({ error: "set AEROPAY_BASE_URL" }).transform((url) => url.replace(/\/+$/, "")),
    /**
     * The merchant's API key.
     *
     * @default `AEROPAY_API_KEY`
     */
    apiKey: z.string({ error: "set AEROPAY_API_KEY" }).min(1).max(512),
    /**
     * The secret that belongs to it.
     *
     * @default `AEROPAY_API_SECRET`
     */
    apiSecret: z.string({ error: "set AEROPAY_API_SECRET" }).min(1).max(512),
    /**
     * Aeropay's number of the merchant.
     *
     * @default `AEROPAY_MERCHANT_ID`
     */
    merchantId: z.number({ error: "set AEROPAY_MERCHANT_ID to a whole number" }).int().positive(),
    /**
     * Where Aeropay reaches this store, e.g. `https://api.shop.example`.
     *
     * @default `BACKEND_URL`
     */
    callbackUrl: z.url({ error: "set BACKEND_URL" }).transform((url) => url.replace(/\/+$/, "")),
    /**
     * Keys that sign Aeropay's webhooks, the one in force first. Unsigned webhooks are refused, so without a key all are.
     *
     * @default `AEROPAY_SIGNING_KEY`, and `AEROPAY_SIGNING_KEY_PREVIOUS` while a new one spreads
     */
    signingKeys: z.array(key).max(2).default([]),
    /** A webhook that is dated further back, or ahead, is refused. */
    maxWebhookAgeHours: z
      .number()
      .int()
      .min(1)
      .max(24 * 30)
      .default(24 * 7),
    /** Webhook topics that are subscribed by the set-up. */
    topics: z.array(z.string().max(64)).default([...AEROPAY_TOPICS]),
    /** `preauth` holds the money and takes it when staff capture; `sale` takes it when the order is placed. */
    flow: z.enum(["preauth", "sale"]).default("preauth"),
    /** Which token lists the refunds of a payment: Aeropay's pages name the user's, which surprises. */
    refundsToken: z.enum(["user", "merchant"]).default("user"),
    /** How long before a hold runs out it is looked at, and staff are told that it was not captured. */
    expiryWarningHours: z.number().int().min(1).max(240).default(12),
    /**
     * Milliseconds to wait for an answer.
     *
     * @default `PAYMENTS_TIMEOUT_MS`, else 15000
     */
    timeoutMs: z.number().int().min(500).max(60_000).default(15_000),
    /**
     * Real hosts may be called.
     *
     * @default `PAYMENTS_LIVE`
     */
    live: z.boolean().default(false),
  })
  .refine(({ baseUrl, live }) => live || !isLiveAeropay(baseUrl), {
    path: ["baseUrl"],
    error: "is Aeropay's production; set PAYMENTS_LIVE=true to allow it",
  })

export type AeropayOptions = z.infer<typeof AeropayOptionsSchema>
/** What is written in `medusa-config.ts`: everything has a default in demo. */
export type AeropayOptionsInput = Partial<z.input<typeof AeropayOptionsSchema>>
