import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { importPosabitMenuWorkflow } from "../../../../workflows/payments-import-posabit-menu"
import { actorOf } from "../posabit-orders/helpers"
import { retrieveMenuImport } from "./helpers"
import type { AdminImportPosabitMenuType } from "./validators"

/** Previews and imports of the menu, newest first, without their reports. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "posabit_menu_import",
    fields: req.queryConfig.fields,
    filters: req.filterableFields as never,
    pagination: req.queryConfig.pagination,
  })
  res.json({
    posabit_menu_imports: data,
    count: metadata?.count,
    offset: metadata?.skip,
    limit: metadata?.take,
  })
}

/** Reads the menu now: says what an import would do, or starts it. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminImportPosabitMenuType>, res: MedusaResponse) => {
  const { result } = await importPosabitMenuWorkflow(req.scope).run({
    input: { ...req.validatedBody, actor: actorOf(req) },
  })
  res.json({ posabit_menu_import: await retrieveMenuImport(req.scope, result.id) })
}
