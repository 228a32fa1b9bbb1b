import { z } from "@medusajs/framework/zod"
import { parseOptions } from "@rise-via/core"

const isTimeZone = (zone: string) => {
  try {
    return !!new Intl.DateTimeFormat("en-US", { timeZone: zone })
  } catch {
    return false
  }
}

export const ReconciliationOptionsSchema = z.strictObject({
  /**
   * Time zone in which a day of the shop begins and ends.
   *
   * @default `STORE_TIME_ZONE`, else America/Los_Angeles
   */
  timeZone: z
    .string()
    .refine(isTimeZone, { error: "is no time zone: set STORE_TIME_ZONE" })
    .default("America/Los_Angeles"),
  /** Hour of the shop's day from which yesterday is reconciled; after the services have closed their batches. */
  hour: z.number().int().min(0).max(23).default(5),
  /** Days before the reconciled one that are compared again, because callbacks and returns come late. */
  overlapDays: z.number().int().min(0).max(60).default(10),
})

export type ReconciliationOptions = z.infer<typeof ReconciliationOptionsSchema>
export type ReconciliationOptionsInput = Partial<z.input<typeof ReconciliationOptionsSchema>>

/** The module gets the options of the whole plugin and reads its own. */
export const parseReconciliationOptions = (options: { reconciliation?: unknown } = {}): ReconciliationOptions =>
  parseOptions("@rise-via/payments", z.object({ reconciliation: ReconciliationOptionsSchema.prefault({}) }), options)
    .reconciliation

/** What was given wins over the environment. */
export const reconciliationDefaults = (
  given: ReconciliationOptionsInput,
  env: NodeJS.ProcessEnv
): ReconciliationOptionsInput => ({ ...(env.STORE_TIME_ZONE && { timeZone: env.STORE_TIME_ZONE }), ...given })
