import type { LoaderOptions } from "@medusajs/framework/types"
import { demandReady, parseOptions } from "@rise-via/core"
import { complianceOptionsSchema } from "../../../lib/options"

/** Stops the start at an unknown or unusable option, without core beside it, or when migrations have not run. */
export default async function validateOptions({ container, options }: LoaderOptions) {
  await demandReady("@rise-via/compliance", { container })
  parseOptions("@rise-via/compliance", complianceOptionsSchema, options)
}
