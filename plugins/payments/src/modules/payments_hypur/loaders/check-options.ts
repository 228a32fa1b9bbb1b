import type { LoaderOptions } from "@medusajs/framework/types"
import { demandReady } from "@rise-via/core"
import { parseOptions } from "../../../lib/options"

/** Stops the boot at a wrong or missing option, without core beside it, or when migrations have not run. */
export default async function checkOptions({ container, options }: LoaderOptions): Promise<void> {
  await demandReady("@rise-via/payments", { container })
  parseOptions(options)
}
