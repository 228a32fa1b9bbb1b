import type { ConfigModule, LoaderOptions } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { parseOptions } from "../../../lib/options"

const CORE = "@rise-via/core"

/** Stops the start when an option is wrong or unknown, or when core, which keeps the audit log, is not installed. */
export default async function checkOptionsLoader({ container, options }: LoaderOptions) {
  parseOptions(options)

  const config = container.resolve<ConfigModule>(ContainerRegistrationKeys.CONFIG_MODULE, { allowUnregistered: true })
  const plugins = config?.plugins?.map((plugin) => (typeof plugin === "string" ? plugin : plugin.resolve))
  if (plugins && !plugins.includes(CORE)) {
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `@rise-via/age-verification needs ${CORE}: list it in medusa-config.ts (withRiseVia puts it first)`
    )
  }
}
