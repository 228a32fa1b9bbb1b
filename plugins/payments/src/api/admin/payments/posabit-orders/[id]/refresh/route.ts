import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { syncPosabitOrderWorkflow } from "../../../../../../workflows/payments-sync-posabit-order"
import { retrievePosabitOrder } from "../../helpers"
import { posabitOrderFields } from "../../query-config"

/** Reads the order at the register now. 409 when POSaBIT does not answer; nothing has changed then. */
export const POST = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { actor_type, actor_id } = req.auth_context
  const actor = { type: actor_type === "api-key" ? ("api-key" as const) : ("user" as const), id: actor_id }
  const { id } = await retrievePosabitOrder(req.scope, req.params.id, ["id"])
  await syncPosabitOrderWorkflow(req.scope).run({ input: { id, actor } })
  res.json({ posabit_order: await retrievePosabitOrder(req.scope, id, posabitOrderFields) })
}
