import type { LoaderOptions } from "@medusajs/framework/types"
import { parseReconciliationOptions } from "../../../lib/reconciliation/options"

/** Stops the boot at a wrong option. */
export default async function checkOptions({ options }: LoaderOptions): Promise<void> {
  parseReconciliationOptions(options)
}
