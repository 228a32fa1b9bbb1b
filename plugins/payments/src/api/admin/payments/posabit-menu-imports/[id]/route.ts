import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { retrieveMenuImport } from "../helpers"

/** One preview or import with its report. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  res.json({ posabit_menu_import: await retrieveMenuImport(req.scope, req.params.id) })
}
