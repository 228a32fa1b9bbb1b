import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { loadOrderFacts, loadPendingItems } from "./gate-facts"
import { passOrThrow } from "./gate-hooks"
import { gatesAt } from "./run-gates"

/** Changes of an order that take goods away; only what is added can break a rule. */
const ADDS_ITEM = "ITEM_ADD"
const UPDATES_ITEM = "ITEM_UPDATE"

type OrderChangeRoute = {
  matcher: string
  /** The whole order is sold by it; the others are judged only when they add something. */
  isSale?: boolean
  orderId: (req: MedusaRequest) => Promise<string | undefined>
}

/**
 * Admin routes by which staff sell without a cart, and how each names its order. Medusa offers no hook there, so core
 * runs the gates in front of them, or staff could sell around every rule.
 */
export const ORDER_CHANGE_ROUTES: OrderChangeRoute[] = [
  { matcher: "/admin/draft-orders/:id/convert-to-order", isSale: true, orderId: async (req) => req.params.id },
  {
    matcher: "/admin/draft-orders/:id/edit/confirm",
    orderId: async (req) => ((await isPlaced(req)) ? req.params.id : undefined),
  },
  { matcher: "/admin/order-edits/:id/confirm", orderId: async (req) => req.params.id },
  { matcher: "/admin/exchanges/:id/request", orderId: (req) => orderOf(req, "order_exchange") },
  { matcher: "/admin/claims/:id/request", orderId: (req) => orderOf(req, "order_claim") },
]

/** A draft may be edited freely: the rules are asked when it becomes an order. */
async function isPlaced(req: MedusaRequest) {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ["is_draft_order"], filters: { id: req.params.id } })
  return data[0]?.is_draft_order === false
}

async function orderOf(req: MedusaRequest, entity: "order_exchange" | "order_claim") {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields: ["order_id"], filters: { id: req.params.id } })
  return (data[0] as { order_id?: string } | undefined)?.order_id
}

export function orderChangeGate({ orderId, isSale }: OrderChangeRoute) {
  return async (req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction) => {
    const id = gatesAt("order-change").length ? await orderId(req) : undefined
    // Without an order there is nothing to judge: Medusa's route answers 404 by itself.
    if (id && (await exists(req.scope, id))) {
      const pending = await pendingLines(req.scope, id)
      // Staff may always give back or take out, also where the rules would sell nothing more.
      if (isSale || pending.length) {
        const items = await loadPendingItems(req.scope, "order-change", pending)
        await passOrThrow("order-change", await loadOrderFacts(req.scope, "order-change", id, items))
      }
    }
    next()
  }
}

async function exists(container: MedusaContainer, id: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ["id"], filters: { id } })
  return data.length > 0
}

/** What the order's open change would add: whole new lines, and the growth of existing ones. */
async function pendingLines(container: MedusaContainer, orderId: string) {
  const orderModule = container.resolve(Modules.ORDER)
  const changes = await orderModule.listOrderChanges(
    { order_id: orderId, status: ["pending", "requested"] },
    { relations: ["actions"], take: 10 }
  )
  const actions = changes.flatMap((change) => change.actions ?? [])
  const added = actions.filter(({ action }) => action === ADDS_ITEM || action === UPDATES_ITEM)
  const lineIds = added.map(({ details }) => details?.reference_id as string).filter(Boolean)
  const lines = lineIds.length ? await orderModule.listOrderLineItems({ id: lineIds }, { take: lineIds.length }) : []
  const lineOf = new Map(lines.map((line) => [line.id, line]))

  // A line that staff made up has no variant; gates must see it all the same.
  return added.flatMap(({ details }) => {
    const line = lineOf.get(details?.reference_id as string)
    const quantity = Number(details?.quantity_diff ?? details?.quantity ?? 0)
    return line && quantity > 0 ? [{ variant_id: line.variant_id ?? null, title: line.title, quantity }] : []
  })
}
