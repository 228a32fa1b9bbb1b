import type { GateItem } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { isTimeZone } from "../lib/age"

/** Options of the plugin. An option that is not listed here stops the start. */
export const AgeVerificationOptionsSchema = z.strictObject({
  /** IANA zone of the shop: an age is counted on the shop's own calendar day. */
  storeTimeZone: z
    .string()
    .refine(isTimeZone, "must be an IANA time zone, e.g. America/Los_Angeles")
    .default("America/Los_Angeles"),
  /** Years. 21 for adult use in every state; 18 only where the shop sells to medical patients. */
  minimumAge: z.literal([18, 21], { error: "must be 18 or 21" }).default(21),
  /** Days an approval is valid. */
  approvalDays: z.number().int().min(1).max(3650).default(365),
  /**
   * Whether a line needs a confirmed age. Every line does by default. It sees what the gates of the point loaded:
   * always `product_id`, `title` and the variant's `id`, `sku` and `title`.
   */
  restrictedWhen: z
    .custom<(item: GateItem) => boolean>((value) => typeof value === "function", "must be a function")
    .default(() => () => true),
})

/** Options with every default filled in. */
export type AgeVerificationOptions = z.output<typeof AgeVerificationOptionsSchema>
/** Options as `medusa-config.ts` gives them. */
export type AgeVerificationOptionsInput = z.input<typeof AgeVerificationOptionsSchema>
