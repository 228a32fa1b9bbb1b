import type { LoaderOptions } from "@medusajs/framework/types"
import { demandReady } from "@rise-via/core"
import { parseOptions } from "../../../lib/options"

/** Stops the start when an option is wrong or unknown, when core is not beside it, or when migrations have not run. */
export default async function checkOptionsLoader({ container, options }: LoaderOptions) {
  await demandReady("@rise-via/age-verification", { container })
  parseOptions(options)
}
