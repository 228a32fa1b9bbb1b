import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { onHook } from "@rise-via/core"
import { cancelAtHypur } from "../../lib/hypur/cancel"
import { hypurService } from "../../lib/hypur/hypur-service"
import { deskOf } from "../../lib/hypur/settle"
import { HYPUR_SYSTEM } from "../../modules/payments_hypur/service"
import type { HypurRequestDTO } from "../../types"

// Medusa cancels payments; a request that nobody has approved yet has none. No undo: canceling is safe to repeat.
onHook(cancelOrderWorkflow, "orderCanceled", {
  id: "payments.hypur-cancel",
  order: 55,
  invoke: async ({ order }, { container }) => {
    const rows = await hypurService(container).listHypurRequests({ order_id: order.id }, { take: 20 })
    for (const row of rows as unknown as HypurRequestDTO[]) {
      if (row.settlement !== "captured") {
        await cancelAtHypur(deskOf(container), row, {
          actor: HYPUR_SYSTEM,
          why: "The order was canceled in the store.",
        })
      }
    }
  },
})
