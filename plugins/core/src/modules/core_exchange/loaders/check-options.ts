import type { LoaderOptions } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"

/** `auditKey` is judged by the audit module; `database` is put in by Medusa while it migrates. */
const Options = z.strictObject({
  auditKey: z.string().optional(),
  retentionDays: z.number().int().min(1).max(3650).optional(),
  database: z.unknown().optional(),
})

/** Stops the boot at an option that core does not know: it is a misspelt one. */
export default async function checkOptions({ options }: LoaderOptions) {
  const parsed = Options.safeParse(options ?? {})
  if (!parsed.success) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `Options of @rise-via/core are not valid: ${z.prettifyError(parsed.error)}`
    )
  }
}
