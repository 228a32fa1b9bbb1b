import { defineMiddlewares, validateAndTransformBody, validateAndTransformQuery } from "@medusajs/framework/http"
import {
  listPosabitOrderQueryConfig,
  retrievePosabitOrderQueryConfig,
} from "./admin/payments/posabit-orders/query-config"
import {
  AdminGetPosabitOrderParams,
  AdminGetPosabitOrdersParams,
  AdminRefreshPosabitOrder,
} from "./admin/payments/posabit-orders/validators"

export default defineMiddlewares({
  routes: [
    {
      method: ["GET"],
      matcher: "/admin/payments/posabit-orders",
      middlewares: [validateAndTransformQuery(AdminGetPosabitOrdersParams, listPosabitOrderQueryConfig)],
    },
    {
      method: ["GET"],
      matcher: "/admin/payments/posabit-orders/:id",
      middlewares: [validateAndTransformQuery(AdminGetPosabitOrderParams, retrievePosabitOrderQueryConfig)],
    },
    {
      method: ["POST"],
      matcher: "/admin/payments/posabit-orders/:id/refresh",
      middlewares: [validateAndTransformBody(AdminRefreshPosabitOrder)],
    },
  ],
})
