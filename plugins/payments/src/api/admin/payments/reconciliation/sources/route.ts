import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listReconciliationSources } from "../../../../../lib/reconciliation/sources"

/** Payment services that can be reconciled. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const sources = listReconciliationSources(req.scope).map(({ provider, lines, find }) => ({
    provider,
    has_report: !!lines,
    can_look_up: !!find,
  }))
  res.json({ sources })
}
