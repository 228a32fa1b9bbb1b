import type { LoaderOptions } from "@medusajs/framework/types"
import { demandReady } from "@rise-via/core"
import { parseRiskOptions } from "../../../lib/risk/options"

/** Stops the boot at a wrong option, without core beside it, or when migrations have not run. */
export default async function checkOptions({ container, options }: LoaderOptions): Promise<void> {
  await demandReady("@rise-via/payments", { container })
  parseRiskOptions(options?.risk as Record<string, unknown> | undefined)
}
