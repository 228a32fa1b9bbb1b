import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { beginCheckout, confirmCheckout, gateService, undoCheckout } from "../../lib/checkout"
import { onHook } from "../../lib/hooks"

// Always claimed, also without any gate: recovery needs to know which completions are under way.
onHook(completeCartWorkflow, "validate", {
  id: "core.checkout",
  order: 0,
  invoke: ({ input }, { container }) => beginCheckout(container, input.id),
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
    const run = await gateService(container).runningRun(cart_id)
    if (run) {
      await confirmCheckout(container, run.id, order_id)
    }
  },
})
