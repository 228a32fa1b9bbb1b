import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { replayMessageWorkflow } from "../../../../../../workflows/replay-message"
import { actorOf, retrieve } from "../../../handlers"

/** Handles the message once more, whatever became of it; 409 while somebody works on it. */
export const POST = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { id } = req.params
  await replayMessageWorkflow(req.scope).run({ input: { kind: "inbox", id, actor: actorOf(req) } })
  res.json({ inbox_message: await retrieve(req, "inbox", id) })
}
