import { z } from "@medusajs/framework/zod"
import { parseOptions as parse } from "@rise-via/core"
import { AeropayOptionsSchema } from "./aeropay/options"
import { hostOf } from "./hosts"
import { HypurOptionsSchema } from "./hypur/options"
import { PAYMENT_METHODS } from "./provider-options"
import { ReconciliationOptionsSchema } from "./reconciliation/options"
import { RiskOptionsSchema } from "./risk/options"
import { RefundOptionsSchema } from "./refunds/options"

/** Hosts where real orders are placed. Reached only with `PAYMENTS_LIVE=true`. */
const LIVE_HOSTS = ["app.posabit.com"]

const PosabitOptionsSchema = z
  .strictObject({
    /**
     * Venue API V3, e.g. `https://app.posabit.com/api/v3`. POSaBIT's production is refused without `PAYMENTS_LIVE=true`.
     *
     * @default `POSABIT_BASE_URL`
     */
    baseUrl: z.url({ error: "set POSABIT_BASE_URL" }).transform((url) => url.replace(/\/+$/, "")),
    /**
     * POSaBIT's credential of the integration.
     *
     * @default `POSABIT_INTEGRATOR_TOKEN`
     */
    integratorToken: z.string({ error: "set POSABIT_INTEGRATOR_TOKEN" }).min(1).max(512),
    /**
     * POSaBIT's credential of the venue.
     *
     * @default `POSABIT_VENUE_TOKEN`
     */
    venueToken: z.string({ error: "set POSABIT_VENUE_TOKEN" }).min(1).max(512),
    /** POSaBIT's pages disagree (Basic in most, Bearer in one), so it can be chosen. */
    auth: z.enum(["basic", "bearer"]).default("basic"),
    /**
     * Where POSaBIT reaches this store, e.g. `https://api.shop.example`.
     *
     * @default `BACKEND_URL`
     */
    callbackUrl: z.url({ error: "set BACKEND_URL" }).transform((url) => url.replace(/\/+$/, "")),
    /**
     * Key of the callback addresses.
     *
     * @default `POSABIT_CALLBACK_SECRET`, else `JWT_SECRET`
     */
    callbackSecret: z
      .string({ error: "set POSABIT_CALLBACK_SECRET or JWT_SECRET" })
      .min(16, { error: "must have 16 characters or more: set POSABIT_CALLBACK_SECRET, or a longer JWT_SECRET" }),
    /** What a shopper may choose (`data.method` of the payment session) → POSaBIT's `requested_payment_method`. */
    paymentMethods: PAYMENT_METHODS,
    /** When the shopper chooses nothing. */
    defaultPaymentMethod: z.string().default("cash"),
    /** `source` of the order at POSaBIT. */
    source: z.string().min(1).max(30).default("online_store"),
    /** POSaBIT product ids by SKU, where the variant's metadata does not name one (`posabit_product_id`). */
    productIds: z.record(z.string(), z.number().int().positive()).default({}),
    /**
     * POSaBIT product that stands for everything without an id of its own, and for shipping.
     *
     * @default `POSABIT_FALLBACK_PRODUCT_ID`, 1 in demo
     */
    fallbackProductId: z.number().int().positive().nullable().default(null),
    /** Medusa shipping options whose orders POSaBIT delivers. All others are picked up. */
    deliveryShippingOptionIds: z.array(z.string()).default([]),
    /** The menu of the register as the shop's catalog. */
    menu: z
      .strictObject({
        /**
         * Keys of POSaBIT's menu feeds. Without one, nothing is imported.
         *
         * @default `POSABIT_MENU_FEED_KEYS`
         */
        feedKeys: z.array(z.string().min(1).max(200)).max(20).default([]),
        /** Import every night. Off in demo. */
        nightly: z.boolean().default(true),
        /** Medusa counts stock of new products; whoever counts it must stock them before they can be bought. */
        manageInventory: z.boolean().default(true),
        /** When a larger share of the products is gone from the menu at once, staff are asked first. */
        withdrawLimit: z.number().min(0).max(1).default(0.3),
      })
      .prefault({}),
    /**
     * Payment on a counter terminal (POSaBIT Connect v3, see `TerminalGateway`). Off, and cannot be switched on yet.
     *
     * @default `POSABIT_TERMINAL`
     */
    terminal: z
      .boolean()
      .default(false)
      .refine((isOn) => !isOn, {
        error: "cannot be switched on: the contract of POSaBIT Connect v3 is not public, so nothing speaks it yet",
      }),
    /**
     * Milliseconds to wait for an answer.
     *
     * @default `PAYMENTS_TIMEOUT_MS`, else 10000
     */
    timeoutMs: z.number().int().min(500).max(60_000).default(10_000),
    /**
     * Real hosts may be called.
     *
     * @default `PAYMENTS_LIVE`
     */
    live: z.boolean().default(false),
  })
  .refine(({ paymentMethods, defaultPaymentMethod }) => defaultPaymentMethod in paymentMethods, {
    path: ["defaultPaymentMethod"],
    error: "must be one of paymentMethods",
  })
  .refine(({ baseUrl, live }) => live || !isLiveUrl(baseUrl), {
    path: ["baseUrl"],
    error: "is POSaBIT's production; set PAYMENTS_LIVE=true to allow it",
  })

export const PaymentsOptionsSchema = z.strictObject({
  posabit: PosabitOptionsSchema,
  reconciliation: ReconciliationOptionsSchema.prefault({}),
  hypur: HypurOptionsSchema.prefault({}),
  risk: RiskOptionsSchema.prefault({}),
  refunds: RefundOptionsSchema.prefault({}),
  /** Left out where the shop has no keys of Aeropay's. */
  aeropay: AeropayOptionsSchema.optional(),
})

export type PaymentsOptions = z.infer<typeof PaymentsOptionsSchema>
export type PosabitOptions = PaymentsOptions["posabit"]
/** What is written in `medusa-config.ts`: everything has a default in demo. */
export type PosabitOptionsInput = Partial<z.input<typeof PosabitOptionsSchema>>

export const isLiveUrl = (url: string) => LIVE_HOSTS.includes(hostOf(url))

/** Checks the options at boot. The sentence names the option and never repeats its value, which may be a secret. */
export const parseOptions = (options: Record<string, unknown> = {}): PaymentsOptions =>
  parse("@rise-via/payments", PaymentsOptionsSchema, options)
