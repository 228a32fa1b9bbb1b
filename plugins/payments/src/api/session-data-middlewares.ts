import type { MedusaNextFunction, MedusaRequest, MedusaResponse, MiddlewareRoute } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { blankNumbers } from "@rise-via/core"
import { AEROPAY_PROVIDER_ID, HYPUR_PROVIDER_ID, POSABIT_PROVIDER_ID } from "../lib/module-names"

const OURS = [AEROPAY_PROVIDER_ID, HYPUR_PROVIDER_ID, POSABIT_PROVIDER_ID]
const MAX_DEPTH = 20
const MAX_SESSIONS = 100
/** Under these the money is held, taken, or may be. */
const PAID = ["authorized", "captured", "pending_authorization"]

const invalid = (message: string) => new MedusaError(MedusaError.Types.INVALID_DATA, message)

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)))

/** Medusa keeps `data` of a session as it came, in several tables. So what must not be kept is refused at the door. */
async function refuseNumbers(req: MedusaRequest<any>, _: MedusaResponse, next: MedusaNextFunction) {
  const { provider_id, data } = req.body ?? {}
  if (isDeeper(data, MAX_DEPTH)) {
    throw invalid(`Field 'data' is nested too deeply, ${MAX_DEPTH} levels are the most`)
  }
  const text = JSON.stringify(data ?? null)
  // Without a provider (fail-over) it is one of ours, or may be.
  if ((provider_id === undefined || OURS.includes(provider_id)) && blankNumbers(text) !== text) {
    throw invalid(
      "Field 'data' must not hold a card number, an account number or a PIN: payment services ask for them themselves"
    )
  }
  next()
}

/**
 * Medusa drops every session of a collection for a new one, also that of an order which is paid or being paid, and the
 * provider would give its money back. What is still owed on an order is paid under a collection of its own.
 */
async function refuseWhenPaid(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction) {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data: orders } = await query.graph({
    entity: "order_payment_collection",
    fields: ["order_id"],
    filters: { payment_collection_id: req.params.id },
  })
  const { data: sessions } = orders.length
    ? await query.graph({
        entity: "payment_session",
        fields: ["id", "status"],
        filters: { payment_collection_id: req.params.id },
        pagination: { take: MAX_SESSIONS },
      })
    : { data: [] }
  if (sessions.some(({ status }: { status: string }) => PAID.includes(status))) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "This order is paid or being paid already: its payment cannot be replaced"
    )
  }
  next()
}

export const sessionDataMiddlewares: MiddlewareRoute[] = [
  {
    method: ["POST"],
    matcher: "/store/payment-collections/:id/payment-sessions",
    middlewares: [refuseNumbers, refuseWhenPaid],
  },
  { method: ["POST"], matcher: "/store/carts/:id/payments/fail-over", middlewares: [refuseNumbers] },
]
