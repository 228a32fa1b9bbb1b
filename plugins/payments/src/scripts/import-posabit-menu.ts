import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { registerService } from "../lib/place-order"
import { importPosabitMenuWorkflow } from "../workflows/payments-import-posabit-menu"

/**
 * `npx medusa exec node_modules/@rise-via/payments/.medusa/server/src/scripts/import-posabit-menu.js [preview]`: says
 * what an import of the menu would do, or starts one; a running server does its batches.
 */
export default async function importPosabitMenu({ container, args }: Pick<ExecArgs, "container" | "args">) {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const dry_run = args.includes("preview")
  const actor = { type: "system" as const, id: "payments.import-posabit-menu" }
  const { result } = await importPosabitMenuWorkflow(container).run({ input: { dry_run, actor } })
  const row = await registerService(container).retrievePosabitMenuImport(result.id)
  logger.info(
    dry_run
      ? `payments: of ${row.items_count} items ${row.created_count} would be created, ${row.updated_count} updated, ${row.withdrawn_count} withdrawn`
      : `payments: the import ${row.id} of ${row.items_count} items has started`
  )
}
