import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { replayMessageWorkflow } from "../../../../../../workflows/replay-message"
import { actorOf, retrieve } from "../../../handlers"

/** Sends the message once more, whatever became of it; 409 while somebody works on it. */
export const POST = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { id } = req.params
  await replayMessageWorkflow(req.scope).run({ input: { kind: "outbox", id, actor: actorOf(req) } })
  res.json({ outbox_message: await retrieve(req, "outbox", id) })
}
