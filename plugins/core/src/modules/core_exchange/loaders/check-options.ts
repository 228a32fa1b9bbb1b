import type { LoaderOptions } from "@medusajs/framework/types"
import { CoreOptionsSchema } from "../../../config/core"
import { parseOptions } from "../../../config/options"
import { demandReady } from "../../../config/requirements"

/** `auditKey` is judged by the audit module, which alone needs it. */
const Options = CoreOptionsSchema.partial({ auditKey: true })

/** Stops the boot at an option that core does not know, a configuration by hand, and a database that is behind. */
export default async function checkOptions({ container, options }: LoaderOptions) {
  await demandReady("@rise-via/core", { container })
  parseOptions("@rise-via/core", Options, options)
}
