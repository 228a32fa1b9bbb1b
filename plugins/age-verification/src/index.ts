import "./lib/requires-core"
import { optionProblems, type RiseViaPlugin } from "@rise-via/core"
import { env } from "../env"
import { AgeVerificationOptionsSchema, type AgeVerificationOptionsInput } from "./types/options"

export type { AgeVerificationOptionsInput } from "./types/options"

/**
 * Confirmation of age by date of birth and staff approval, and the rule that sells nothing without it: at checkout,
 * when staff change or convert an order, and when goods are handed over.
 *
 * @example
 * // medusa-config.ts
 * export default withRiseVia(defineConfig({ ... }), [
 *   core({ auditKey: process.env.AUDIT_KEY }),
 *   ageVerification({ minimumAge: 21, storeTimeZone: "America/Los_Angeles" }),
 * ])
 */
export function ageVerification(options: AgeVerificationOptionsInput = {}): RiseViaPlugin {
  return {
    resolve: "@rise-via/age-verification",
    options,
    env,
    problems: () => optionProblems("@rise-via/age-verification", AgeVerificationOptionsSchema, options),
  }
}
