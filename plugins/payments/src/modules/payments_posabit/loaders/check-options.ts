import type { LoaderOptions } from "@medusajs/framework/types"
import { parseOptions } from "../../../lib/options"

/** A wrong or missing option stops the boot with its name. */
export default async function checkOptions({ options }: LoaderOptions): Promise<void> {
  parseOptions(options)
}
