import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actByHand } from "../../helpers"
import type { AdminConfirmHypurRequestType } from "../../validators"

/** Staff have read in Hypur's portal that the shopper paid. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminConfirmHypurRequestType>, res: MedusaResponse) => {
  res.json(await actByHand(req, "confirm"))
}
