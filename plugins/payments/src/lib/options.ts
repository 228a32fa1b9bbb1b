import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { PAYMENT_METHODS } from "./provider-options"

/** Hosts where real orders are placed. Reached only with `PAYMENTS_LIVE=true`. */
const LIVE_HOSTS = ["app.posabit.com"]

const PosabitOptionsSchema = z
  .strictObject({
    /** Venue API V3, e.g. `https://app.posabit.com/api/v3`. */
    baseUrl: z.url({ error: "set POSABIT_BASE_URL" }).transform((url) => url.replace(/\/+$/, "")),
    integratorToken: z.string({ error: "set POSABIT_INTEGRATOR_TOKEN" }).min(1).max(512),
    venueToken: z.string({ error: "set POSABIT_VENUE_TOKEN" }).min(1).max(512),
    /** POSaBIT's pages disagree (Basic in most, Bearer in one), so it can be chosen. */
    auth: z.enum(["basic", "bearer"]).default("basic"),
    /** Where POSaBIT reaches this store, e.g. `https://api.shop.example`. */
    callbackUrl: z.url({ error: "set BACKEND_URL" }).transform((url) => url.replace(/\/+$/, "")),
    /** Key of the callback addresses. */
    callbackSecret: z.string({ error: "set POSABIT_CALLBACK_SECRET or JWT_SECRET" }).min(16),
    /** What a shopper may choose (`data.method` of the payment session) → POSaBIT's `requested_payment_method`. */
    paymentMethods: PAYMENT_METHODS,
    defaultPaymentMethod: z.string().default("cash"),
    /** `source` of the order at POSaBIT. */
    source: z.string().min(1).max(30).default("online_store"),
    /** POSaBIT product ids by SKU, where the variant's metadata does not name one (`posabit_product_id`). */
    productIds: z.record(z.string(), z.number().int().positive()).default({}),
    /** POSaBIT product that stands for everything without an id of its own, and for shipping. */
    fallbackProductId: z.number().int().positive().nullable().default(null),
    /** Medusa shipping options whose orders POSaBIT delivers. All others are picked up. */
    deliveryShippingOptionIds: z.array(z.string()).default([]),
    /** Milliseconds to wait for an answer. */
    timeoutMs: z.number().int().min(500).max(60_000).default(10_000),
    /** `PAYMENTS_LIVE=true`: real hosts may be called. */
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

export const PaymentsOptionsSchema = z.strictObject({ posabit: PosabitOptionsSchema })

export type PaymentsOptions = z.infer<typeof PaymentsOptionsSchema>
export type PosabitOptions = PaymentsOptions["posabit"]
/** What is written in `medusa-config.ts`: everything has a default in demo. */
export type PosabitOptionsInput = Partial<z.input<typeof PosabitOptionsSchema>>

export const isLiveUrl = (url: string) => LIVE_HOSTS.includes(hostOf(url))

export function hostOf(url: string): string {
  try {
    return new URL(url).hostname.toLowerCase()
  } catch {
    return ""
  }
}

/** Checks the options at boot. The sentence names the option and never repeats its value, which may be a secret. */
export function parseOptions(options: Record<string, unknown> = {}): PaymentsOptions {
  // Medusa lays its connection beside the options of every module.
  const { database: _, ...own } = options
  const result = PaymentsOptionsSchema.safeParse(own)
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join(".") || "options"}: ${message}`)
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `@rise-via/payments: ${problems.join("; ")}`)
  }
  return result.data
}
