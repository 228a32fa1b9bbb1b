import type { MedusaNextFunction, MedusaRequest, MedusaResponse, MiddlewareRoute } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { blankNumbers } from "@rise-via/core"
import { AEROPAY_PROVIDER_ID, HYPUR_PROVIDER_ID, POSABIT_PROVIDER_ID } from "../lib/module-names"

const OURS = [AEROPAY_PROVIDER_ID, HYPUR_PROVIDER_ID, POSABIT_PROVIDER_ID]

/** Medusa keeps `data` of a session as it came, in several tables. So what must not be kept is refused at the door. */
async function refuseNumbers(req: MedusaRequest<any>, _: MedusaResponse, next: MedusaNextFunction) {
  const { provider_id, data } = req.body ?? {}
  const text = JSON.stringify(data ?? null)
  if (OURS.includes(provider_id) && blankNumbers(text) !== text) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      "Field 'data' must not hold a card number, an account number or a PIN: payment services ask for them themselves"
    )
  }
  next()
}

export const sessionDataMiddlewares: MiddlewareRoute[] = [
  { method: ["POST"], matcher: "/store/payment-collections/:id/payment-sessions", middlewares: [refuseNumbers] },
]
