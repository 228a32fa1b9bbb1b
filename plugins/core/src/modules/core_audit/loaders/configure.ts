import type { LoaderOptions } from "@medusajs/framework/types"
import { CoreOptionsSchema } from "../../../config/core"
import { parseOptions } from "../../../config/options"
import { configureAudit } from "../../../lib/audit-runtime"

/** Stops the boot without a key: a log that cannot be sealed is not a log. */
export default async function configure({ options }: LoaderOptions) {
  configureAudit(parseOptions("@rise-via/core", CoreOptionsSchema, options).auditKey)
}
