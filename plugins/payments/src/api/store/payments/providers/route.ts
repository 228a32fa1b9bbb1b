import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { offersFor } from "../../../../lib/providers/availability"
import { listCustomerErrors } from "../../../../lib/providers/customer-errors"
import { profileOf } from "../../../../lib/providers/profiles"
import type { StoreGetPaymentProvidersParamsType } from "./validators"

/** Ways to pay a cart. Whoever knows the cart's id may ask, as with Medusa's own cart routes. */
export const GET = async (req: MedusaRequest<unknown, StoreGetPaymentProvidersParamsType>, res: MedusaResponse) => {
  const { cart_id } = req.validatedQuery as unknown as StoreGetPaymentProvidersParamsType
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: ["id", "region_id", "customer_id"],
    filters: { id: cart_id },
  })
  const cart: any = data[0]
  if (!cart) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Cart with id: ${cart_id} was not found`)
  }
  const payment_providers = await offersFor(req.scope, cart)
  const gateways = payment_providers.flatMap(({ provider_id }) => profileOf(provider_id).gateway ?? [])
  res.json({ payment_providers, errors: listCustomerErrors(gateways) })
}
