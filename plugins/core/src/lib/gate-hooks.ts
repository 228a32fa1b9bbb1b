import type { MedusaContainer } from "@medusajs/framework/types"
import type { GateFacts, GatePoint } from "../types"
import { GateBlockedError } from "./errors"
import { loadCartFacts, loadPendingItems } from "./gate-facts"
import { onHook } from "./hooks"
import { runGates } from "./run-gates"
import { runtime } from "./runtime"

type Validate = (input: any, container: MedusaContainer) => Promise<GateFacts>

/** The cart flows whose `validate` hook belongs to a point. `checkout` has its own file, because it also holds. */
const FLOWS: Partial<Record<GatePoint, Record<string, Validate>>> = {
  cart: {
    addToCartWorkflow: async ({ input, cart }, container) => {
      const facts = await loadCartFacts(container, "cart", cart?.id ?? input.cart_id)
      const added = (input.items ?? []).filter((item: any) => item.variant_id)
      return { ...facts, items: [...facts.items, ...(await loadPendingItems(container, "cart", added))] }
    },
    updateLineItemInCartWorkflow: async ({ input, cart }, container) => {
      const facts = await loadCartFacts(container, "cart", cart?.id ?? input.cart_id)
      const quantity = input.update?.quantity
      const items = facts.items.map((item) =>
        item.id === input.item_id && quantity !== undefined ? { ...item, quantity: Number(quantity) } : item
      )
      return { ...facts, items: items.filter((item) => item.quantity > 0) }
    },
  },
  shipping: {
    addShippingMethodToCartWorkflow: async ({ input, cart }, container) => {
      const facts = await loadCartFacts(container, "shipping", cart?.id ?? input.cart_id)
      return { ...facts, extra: { shipping_option_ids: (input.options ?? []).map(({ id }: { id: string }) => id) } }
    },
  },
}

/**
 * Claims the hooks of a point the first time a gate is registered there. Core-flows is loaded here and not at the
 * top of the file, because `medusa-config.ts` imports this package before Medusa has read its feature flags.
 */
export function claimHooks(point: GatePoint) {
  if (runtime.claimedPoints.has(point)) {
    return
  }
  runtime.claimedPoints.add(point)

  for (const [name, factsOf] of Object.entries(FLOWS[point] ?? {})) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- late on purpose, see above
    onHook(require("@medusajs/medusa/core-flows")[name], "validate", {
      id: `core.gates-${point}`,
      order: 0,
      invoke: async (input, { container }) => passOrThrow(point, await factsOf(input, container)),
    })
  }
}

/** Runs the gates of a point and throws every reason at once when one blocks. */
export async function passOrThrow(point: GatePoint, facts: GateFacts) {
  const result = await runGates(point, facts)
  if (!result.allowed) {
    throw new GateBlockedError(result.reasons)
  }
}
