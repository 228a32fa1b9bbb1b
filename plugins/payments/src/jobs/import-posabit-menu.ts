import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { openCase } from "@rise-via/core"
import { registerService } from "../lib/place-order"
import { importPosabitMenuWorkflow } from "../workflows/payments-import-posabit-menu"

const ACTOR = { type: "system" as const, id: "payments.import-posabit-menu" }

/** Imports the register's menu every night, where a feed is configured. */
export default async function importPosabitMenu(container: MedusaContainer) {
  const { nightly, feedKeys } = registerService(container).options.menu
  if (!nightly || !feedKeys.length) {
    return
  }
  try {
    await importPosabitMenuWorkflow(container).run({ input: { dry_run: false, actor: ACTOR } })
  } catch (error) {
    const { message } = error as Error
    container.resolve(ContainerRegistrationKeys.LOGGER).warn(`payments: POSaBIT's menu was not imported: ${message}`)
    // One case until staff close it, not one a night.
    await openCase(null, {
      kind: "payments.posabit_menu_failed",
      key: "nightly",
      summary: "The nightly import of POSaBIT's menu did not start. The catalog is as it was.",
      subject: { type: "posabit_menu_import", id: "nightly" },
      details: { message },
    })
  }
}

// No dot in the name, see `poll-posabit-orders`.
export const config = { name: "payments-import-posabit-menu", schedule: "30 9 * * *" }
