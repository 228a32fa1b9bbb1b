import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { loadOrderFacts } from "./gate-facts"
import { passOrThrow } from "./gate-hooks"
import { gatesAt } from "./run-gates"

type HandoverRoute = { matcher: string; orderId: (req: MedusaRequest) => Promise<string | undefined> }

const ofPath = async (req: MedusaRequest) => req.params.id

/**
 * Admin routes by which goods are made ready and leave the shop, and how each names its order. Medusa's flows have no
 * hook before them, so core runs the gates in front of them.
 */
export const HANDOVER_ROUTES: HandoverRoute[] = [
  { matcher: "/admin/orders/:id/fulfillments", orderId: ofPath },
  { matcher: "/admin/orders/:id/fulfillments/:fulfillment_id/shipments", orderId: ofPath },
  { matcher: "/admin/orders/:id/fulfillments/:fulfillment_id/mark-as-delivered", orderId: ofPath },
  {
    matcher: "/admin/fulfillments",
    orderId: async (req) => {
      const id = (req.body as { order_id?: unknown } | undefined)?.order_id
      return typeof id === "string" ? id : undefined
    },
  },
  { matcher: "/admin/fulfillments/:id/shipment", orderId: ofFulfillment },
]

async function ofFulfillment(req: MedusaRequest) {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_fulfillment",
    fields: ["order_id"],
    filters: { fulfillment_id: req.params.id },
  })
  return (data[0] as { order_id?: string } | undefined)?.order_id
}

export function handoverGate({ orderId }: HandoverRoute) {
  return async (req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction) => {
    const id = gatesAt("handover").length ? await orderId(req) : undefined
    const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = id ? await query.graph({ entity: "order", fields: ["id"], filters: { id } }) : { data: [] }
    // Without an order there is nothing to judge: Medusa's route answers 404 by itself.
    if (id && data.length) {
      await passOrThrow("handover", await loadOrderFacts(req.scope, "handover", id))
    }
    next()
  }
}
