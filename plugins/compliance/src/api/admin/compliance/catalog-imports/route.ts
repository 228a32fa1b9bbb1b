import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf } from "../../../../lib/actor"
import { importCatalogWorkflow } from "../../../../workflows"
import type { AdminImportCatalogType } from "../validators"

/** Imports a catalog, or with `dry_run` says what an import would do. 400 lists every mistake with line and column. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminImportCatalogType>, res: MedusaResponse) => {
  const input = { ...req.validatedBody, actor: actorOf(req) }
  const { result } = await importCatalogWorkflow(req.scope).run({ input })

  res.json({ catalog_import: { dry_run: input.dry_run, ...result } })
}
