import type { LoaderOptions } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { demandReady } from "@rise-via/core"
import { parseOptions } from "../../../lib/options"

/** Stops the boot at a wrong or missing option, without core beside it, or when migrations have not run. */
export default async function checkOptions({ container, options }: LoaderOptions): Promise<void> {
  await demandReady("@rise-via/payments", { container })
  const { aeropay } = parseOptions(options)
  if (aeropay && !aeropay.signingKeys.length) {
    // No refusal: the command that makes the first key starts the application too.
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(
        "payments: AEROPAY_SIGNING_KEY is missing, so every webhook of Aeropay is refused and payments are only polled. Run `npx medusa exec` of the script aeropay-setup to make the key."
      )
  }
}
