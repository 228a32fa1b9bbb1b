import "./lib/requires-core"
import { optionProblems, type RiseViaPlugin } from "@rise-via/core"
import { env } from "../env"
import { complianceOptionsSchema } from "./lib/options"

export type ComplianceOptions = {
  /**
   * Base of the URLs of generated product images, without a slash at the end: the address under which people reach
   * this backend. Default: `BACKEND_URL`, else `http://localhost:<PORT>`.
   */
  imageBaseUrl?: string
}

/**
 * What the law and the label say about each variant, the lots they come from, the import of a whole catalog, and the
 * rule that sells nothing whose facts are not known. Not legal advice.
 *
 * @example
 * // medusa-config.ts
 * export default withRiseVia(defineConfig({ ... }), [core({ auditKey: process.env.AUDIT_KEY }), compliance()])
 */
export function compliance(options: ComplianceOptions = {}): RiseViaPlugin {
  const imageBaseUrl = options.imageBaseUrl ?? process.env.BACKEND_URL ?? `http://localhost:${process.env.PORT ?? 9000}`
  const all = { ...options, imageBaseUrl: imageBaseUrl.replace(/\/+$/, "") }
  return {
    resolve: "@rise-via/compliance",
    options: all,
    env,
    problems: () => optionProblems("@rise-via/compliance", complianceOptionsSchema, all),
  }
}
