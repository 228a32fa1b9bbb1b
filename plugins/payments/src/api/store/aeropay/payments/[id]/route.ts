import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { aeropayService } from "../../../../../lib/aeropay/desk-of"
import { meaningOf } from "../../../../../lib/aeropay/errors"

/** How a payment session of the customer's stands. Somebody else's is not found. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse) {
  const [row] = await aeropayService(req.scope).listAeropayPayments(
    { payment_session_id: req.params.id, customer_id: req.auth_context.actor_id },
    { take: 1 }
  )
  if (!row) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Payment session with id: ${req.params.id} was not found`)
  }
  const { payment_session_id, status, code } = row
  const refused = status === "declined" && code ? meaningOf(code) : undefined
  res.json({
    payment: {
      payment_session_id,
      status,
      code: refused ? code : null,
      message: refused?.message ?? null,
      next: refused ? (refused.kind === "relink" ? "relink" : "retry") : null,
    },
  })
}
