import { MedusaError } from "@medusajs/framework/utils"
import { AgeVerificationOptionsSchema, type AgeVerificationOptions } from "../types/options"

/** Checks the plugin's options and fills in the defaults. Throws a sentence that names each wrong option. */
export function parseOptions(given: Record<string, unknown> = {}): AgeVerificationOptions {
  // Medusa adds the connection to every module's options.
  const { database: _database, ...options } = given
  const result = AgeVerificationOptionsSchema.safeParse(options)
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) =>
      path.length ? `${path.join(".")}: ${message}` : message
    )
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `The options of @rise-via/age-verification are wrong. ${problems.join("; ")}`
    )
  }
  return result.data
}
