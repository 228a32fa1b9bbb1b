import type { AuthenticatedMedusaRequest, MedusaRequest } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { hypurService } from "../../../lib/hypur/hypur-service"
import { sdkOf } from "../../../lib/hypur/sdk"
import { toMajorUnits } from "../../../lib/money"
import type { HypurRequestDTO } from "../../../types"

/**
 * The request of the session that the path names; NOT_FOUND when Hypur has nothing to do with it, or when it is the cart
 * of a registered customer who is not asking. A guest's cart is known by its ids alone, as everywhere in the store.
 */
export async function requestOfSession(req: MedusaRequest<any>): Promise<HypurRequestDTO> {
  const { id } = req.params
  const row = await hypurService(req.scope).findBySession(id)
  if (!row || !(await mayRead(req, id))) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Payment session with id: ${id} has no Hypur payment`)
  }
  return row
}

async function mayRead(req: MedusaRequest<any>, sessionId: string): Promise<boolean> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment_session",
    fields: ["id", "payment_collection.cart.customer.id", "payment_collection.cart.customer.has_account"],
    filters: { id: sessionId },
  })
  const customer = (data[0] as any)?.payment_collection?.cart?.customer
  const caller = (req as AuthenticatedMedusaRequest).auth_context?.actor_id
  return !customer?.has_account || customer.id === caller
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
