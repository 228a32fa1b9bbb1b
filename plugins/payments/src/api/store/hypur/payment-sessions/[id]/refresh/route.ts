import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { clock } from "@rise-via/core"
import { lookAt } from "../../../../../../lib/hypur/look-at"
import { deskOf } from "../../../../../../lib/hypur/settle"
import { isOpen } from "../../../../../../lib/hypur/status"
import { HYPUR_SYSTEM } from "../../../../../../modules/payments_hypur/service"
import { paymentAnswer, requestOfSession } from "../../../helpers"

/** A browser that asks more often hears what is known. */
const PAUSE_MS = 2_000

/** Asks Hypur, at most every two seconds a payment. Captures nothing: that comes with the order. */
export const POST = async (req: MedusaRequest, res: MedusaResponse) => {
  const row = await requestOfSession(req)
  const isFresh = !!row.last_read_at && clock.now().getTime() - new Date(row.last_read_at).getTime() < PAUSE_MS
  const after = isFresh || !isOpen(row.status) ? row : (await lookAt(deskOf(req.scope), row.id, HYPUR_SYSTEM)).row
  res.json(paymentAnswer(req.scope, after))
}
