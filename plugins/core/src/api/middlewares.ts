import { defineMiddlewares, type MiddlewareRoute } from "@medusajs/framework/http"
import { errorHandler } from "../lib/errors"
import { HANDOVER_ROUTES, handoverGate } from "../lib/handover"
import { inboxPaths, receiveWebhook } from "../lib/inbox"
import { ORDER_CHANGE_ROUTES, orderChangeGate } from "../lib/order-change"
import { auditLogMiddlewares } from "./admin/audit-log/middlewares"
import { exchangeMiddlewares } from "./admin/exchange/middlewares"
import { storeCartMiddlewares } from "./store/carts/middlewares"

/** Largest webhook body that is taken. */
const WEBHOOK_LIMIT = "1mb"

export default defineMiddlewares({
  errorHandler: errorHandler(),
  routes: [
    // One matcher a source and not `/hooks/*`: Medusa sorts wildcards behind its own payment route. Sources are known
    // by now, because workflows are loaded before routes.
    ...inboxPaths().map((matcher): MiddlewareRoute => ({
      method: ["POST"],
      matcher,
      bodyParser: { preserveRawBody: true, sizeLimit: WEBHOOK_LIMIT },
      middlewares: [receiveWebhook],
    })),
    ...ORDER_CHANGE_ROUTES.map((route): MiddlewareRoute => ({
      method: ["POST"],
      matcher: route.matcher,
      middlewares: [orderChangeGate(route)],
    })),
    ...HANDOVER_ROUTES.map((route): MiddlewareRoute => ({
      method: ["POST"],
      matcher: route.matcher,
      middlewares: [handoverGate(route)],
    })),
    ...auditLogMiddlewares,
    ...exchangeMiddlewares,
    ...storeCartMiddlewares,
  ],
})
