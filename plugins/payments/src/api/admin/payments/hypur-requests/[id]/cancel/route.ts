import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actByHand } from "../../helpers"
import type { AdminCancelHypurRequestType } from "../../validators"

/** Cancels at Hypur, or notes that staff did it in the portal. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminCancelHypurRequestType>, res: MedusaResponse) => {
  res.json(await actByHand(req, "cancel"))
}
