import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { syncHypurRequestWorkflow } from "../../../../../../workflows/payments-sync-hypur-request"
import { actorOf, capabilities, retrieveHypurRequest } from "../../helpers"
import { hypurRequestFields } from "../../query-config"

/** Asks Hypur now. 409 when it does not answer or cannot be asked; nothing has changed then. */
export const POST = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { id } = await retrieveHypurRequest(req.scope, req.params.id, ["id"])
  await syncHypurRequestWorkflow(req.scope).run({ input: { id, actor: actorOf(req), must_read: true } })
  const hypur_request = await retrieveHypurRequest(req.scope, id, hypurRequestFields)
  res.json({ hypur_request, can: capabilities(req.scope) })
}
