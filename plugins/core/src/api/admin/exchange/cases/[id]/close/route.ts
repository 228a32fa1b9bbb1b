import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { closeCaseWorkflow } from "../../../../../../workflows/close-case"
import { actorOf, retrieve } from "../../../handlers"
import type { AdminCloseCaseType } from "../../../validators"

/** Closes the case with a note of what was decided. Closing it again changes nothing. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminCloseCaseType>, res: MedusaResponse) => {
  const { id } = req.params
  await closeCaseWorkflow(req.scope).run({ input: { id, note: req.validatedBody.note, actor: actorOf(req) } })
  res.json({ case: await retrieve(req, "cases", id) })
}
