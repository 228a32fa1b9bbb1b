import { defineRoutes } from "../../../lib/route-contracts"
import { StoreCartChecksResponse } from "./answers"

export const storeCartMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/store/carts/:id/checks",
    summary: "Every reason why this cart could not be completed now, or would be with a warning",
    description: "Changes nothing. A cart that became an order has no reasons: completing it answers with the order.",
    who: "public",
    answers: { 200: { description: "What the gates say", schema: StoreCartChecksResponse } },
  },
])
