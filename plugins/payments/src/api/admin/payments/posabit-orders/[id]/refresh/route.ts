import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { syncPosabitOrderWorkflow } from "../../../../../../workflows/payments-sync-posabit-order"
import { actorOf, retrievePosabitOrder } from "../../helpers"
import { posabitOrderFields } from "../../query-config"

/** Reads the order at the register now. 409 when POSaBIT does not answer; nothing has changed then. */
export const POST = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { id } = await retrievePosabitOrder(req.scope, req.params.id, ["id"])
  await syncPosabitOrderWorkflow(req.scope).run({ input: { id, actor: actorOf(req) } })
  res.json({ posabit_order: await retrievePosabitOrder(req.scope, id, posabitOrderFields) })
}
