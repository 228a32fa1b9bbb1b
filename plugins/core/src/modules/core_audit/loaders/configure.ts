import type { LoaderOptions } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { configureAudit } from "../../../lib/audit-runtime"

/** Not strict: Medusa hands every module of a plugin the options of the whole plugin. */
const Options = z.object({ auditKey: z.string().min(32).max(1024) })

/** Stops the boot without a key: a log that cannot be sealed is not a log. */
export default async function configure({ options }: LoaderOptions) {
  const parsed = Options.safeParse(options)
  if (!parsed.success) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      "core: option `auditKey` must be a text of at least 32 characters. Set AUDIT_KEY, for example to the output of `openssl rand -hex 32`"
    )
  }
  configureAudit(parsed.data.auditKey)
}
