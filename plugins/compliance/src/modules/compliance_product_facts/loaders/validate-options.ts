import type { LoaderOptions } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { complianceOptionsSchema } from "../../../lib/options"

/** An unknown or unusable option stops the start with a sentence that names it. */
export default async function validateOptions({ options }: LoaderOptions) {
  // Medusa adds the connection of the database to what the plugin was given.
  const { database: _, ...given } = (options ?? {}) as Record<string, unknown>
  const parsed = complianceOptionsSchema.safeParse(given)
  if (!parsed.success) {
    throw new MedusaError(
      MedusaError.Types.INVALID_ARGUMENT,
      `Options of @rise-via/compliance are not valid: ${z.prettifyError(parsed.error)}`
    )
  }
}
