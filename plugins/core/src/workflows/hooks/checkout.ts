import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { beginCheckout, confirmCheckout, gateService, undoCheckout } from "../../lib/checkout"
import { onHook } from "../../lib/hooks"

// Always claimed, also without any gate: recovery needs to know which completions are under way.
onHook(completeCartWorkflow, "validate", {
  id: "core.checkout",
  order: 0,
  invoke: ({ cart }, { container }) => beginCheckout(container, cart),
  undo: async (runId: string | undefined, { container }) => {
    if (runId) {
      await undoCheckout(container, runId)
    }
  },
})

// Last of its hook: what other plugins do on the order must be done before the run counts as placed.
onHook(completeCartWorkflow, "orderCreated", {
  id: "core.checkout",
  order: 1000,
  invoke: async ({ order_id, cart_id }, { container }) => {
    const runId = await gateService(container).runningRun(cart_id)
    if (runId) {
      await confirmCheckout(container, runId, order_id)
    }
  },
})
