import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
  MiddlewareFunction,
  MiddlewareRoute,
} from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { riskService } from "../lib/risk/risk-service"
import { deviceIdOf, ipOf, withSignals } from "../lib/risk/signals"

/** Lets the checkout gate know where the request comes from; Medusa's workflows do not hand it on. */
const remember =
  (is_completion: boolean): MiddlewareFunction =>
  (req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction) => {
    const { proxies } = riskService(req.scope).options
    const ip = ipOf(req.socket.remoteAddress, req.get("x-forwarded-for"), proxies)
    withSignals({ ip, device_id: deviceIdOf(req.get("x-device-id")), is_completion }, () => next())
  }

/** Providers refuse too; here the staff member is told why before anything is asked of them. */
async function refuseWhileInReview(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction) {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment",
    fields: ["id", "payment_session.id"],
    filters: { id: req.params.id },
  })
  const sessionId: string | undefined = data[0]?.payment_session?.id
  if (sessionId && (await riskService(req.scope).isHeldForReview(sessionId))) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "The payment is in risk review: clear the review first, then it can be captured",
      "payments.in_review"
    )
  }
  next()
}

export const riskMiddlewares: MiddlewareRoute[] = [
  { method: ["POST"], matcher: "/store/carts/:id/complete", middlewares: [remember(true)] },
  { method: ["GET"], matcher: "/store/carts/:id/checks", middlewares: [remember(false)] },
  { method: ["POST"], matcher: "/admin/payments/:id/capture", middlewares: [refuseWhileInReview] },
]
