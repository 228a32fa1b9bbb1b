import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"

/** What a shopper may choose → POSaBIT's word for it. Its accepted spellings are not documented, so it is a map. */
export const PAYMENT_METHODS = z
  .record(z.string().max(50), z.string().max(50))
  .default({ cash: "cash", debit_card: "Debit Card", posabit_pay: "POSaBIT Pay", other: "Other" })

const ProviderOptions = z
  .strictObject({ paymentMethods: PAYMENT_METHODS, defaultPaymentMethod: z.string().default("cash") })
  .refine(({ paymentMethods, defaultPaymentMethod }) => Object.hasOwn(paymentMethods, defaultPaymentMethod), {
    path: ["defaultPaymentMethod"],
    error: "must be one of paymentMethods",
  })

export type PosabitProviderOptions = z.infer<typeof ProviderOptions>

/** The payment provider's part of the options; the module gets all of them. */
export function parseProviderOptions(options: unknown): PosabitProviderOptions {
  const result = ProviderOptions.safeParse(options ?? {})
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `@rise-via/payments, provider posabit: ${problems.join("; ")}`
    )
  }
  return result.data
}
