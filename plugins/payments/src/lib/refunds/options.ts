import { z } from "@medusajs/framework/zod"

/** Whole cents by currency, e.g. `{ usd: 20000 }`. A currency that is not named has no limit. */
const Cents = z.record(z.string().regex(/^[a-z]{3}$/), z.number().int().min(0))

export const RefundOptionsSchema = z.strictObject({
  /**
   * A refund above this needs a second person, in cents by currency. Default: none does.
   *
   * @default `PAYMENTS_REFUND_APPROVAL_ABOVE`, e.g. `usd=20000`
   */
  approvalAbove: Cents.default({}),
  /**
   * What one person may give back in 24 hours without a second one, in cents by currency. Default: no limit.
   *
   * @default `PAYMENTS_REFUND_DAILY_LIMIT`, e.g. `usd=100000`
   */
  dailyLimit: Cents.default({}),
  /** Other limits for single people or secret keys, by their id. What is left out stays as above. */
  people: z
    .record(z.string().max(200), z.strictObject({ approvalAbove: Cents.optional(), dailyLimit: Cents.optional() }))
    .default({}),
})

export type RefundOptions = z.infer<typeof RefundOptionsSchema>
export type RefundOptionsInput = z.input<typeof RefundOptionsSchema>

/** Options that were given win over the environment. */
export function refundsWithDefaults(given: RefundOptionsInput, env: NodeJS.ProcessEnv): RefundOptionsInput {
  return {
    approvalAbove: centsOf(env.PAYMENTS_REFUND_APPROVAL_ABOVE),
    dailyLimit: centsOf(env.PAYMENTS_REFUND_DAILY_LIMIT),
    ...given,
  }
}

/** `usd=20000,cad=30000`. What cannot be read becomes NaN, which the options refuse by name. */
const centsOf = (text = "") =>
  Object.fromEntries(
    text
      .split(",")
      .filter(Boolean)
      .map((part) => part.trim().split("="))
      .map(([currency, cents]) => [currency.toLowerCase(), cents ? Number(cents) : NaN])
  )

export const limitsOf = ({ people, ...general }: RefundOptions, actorId: string) => ({ ...general, ...people[actorId] })
