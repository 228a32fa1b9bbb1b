import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actByHand } from "../../helpers"
import type { AdminNoteHypurRefundType } from "../../validators"

/** Staff gave money back in Hypur's portal, or say what became of a refund. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminNoteHypurRefundType>, res: MedusaResponse) => {
  res.json(await actByHand(req, "refund"))
}
