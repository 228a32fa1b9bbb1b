import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { requestReconciliationWorkflow } from "../../../../../workflows/payments-request-reconciliation"
import { actorOf, retrieveRun } from "../helpers"
import type { AdminCreateReconciliationRunType } from "../validators"

/** Reconciliations, newest first. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data, metadata } = await query.graph({
    entity: "payment_reconciliation_run",
    fields: req.queryConfig.fields,
    filters: req.filterableFields as never,
    pagination: req.queryConfig.pagination,
  })
  res.json({ reconciliation_runs: data, count: metadata?.count, offset: metadata?.skip, limit: metadata?.take })
}

/** Asks for a reconciliation; a worker takes it up. 409 while one of the same service is not finished. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminCreateReconciliationRunType>, res: MedusaResponse) => {
  const { result } = await requestReconciliationWorkflow(req.scope).run({
    input: { ...req.validatedBody, actor: actorOf(req) },
  })
  res.status(202).json({ reconciliation_run: await retrieveRun(req.scope, result.id) })
}
