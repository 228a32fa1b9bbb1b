import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { hypurService } from "../../../lib/hypur/hypur-service"
import { sdkOf } from "../../../lib/hypur/sdk"
import { toMajorUnits } from "../../../lib/money"
import type { HypurRequestDTO } from "../../../types"

/** The session's request; NOT_FOUND when Hypur has nothing to do with it. */
export async function requestOfSession(container: MedusaContainer, sessionId: string): Promise<HypurRequestDTO> {
  const row = await hypurService(container).findBySession(sessionId)
  if (!row) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Payment session with id: ${sessionId} has no Hypur payment`)
  }
  return row
}

export const paymentAnswer = (container: MedusaContainer, row: HypurRequestDTO) => ({
  hypur_payment: {
    payment_session_id: row.payment_session_id,
    request_id: row.request_id,
    status: row.status,
    is_paid: row.settlement === "due" || row.settlement === "captured",
    amount: Number(toMajorUnits(row.amount_cents)),
    currency_code: row.currency_code,
    expires_at: row.expires_at,
    sdk: sdkOf(hypurService(container).options),
  },
})
