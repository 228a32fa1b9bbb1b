import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { onHook } from "@rise-via/core"
import { cancelAtHypur, refuseCaptured } from "../../lib/hypur/cancel"
import { hypurService } from "../../lib/hypur/hypur-service"
import { deskOf } from "../../lib/hypur/settle"
import { sessionsOfOrder } from "../../lib/ledger/subjects"
import { HYPUR_SYSTEM } from "../../modules/payments_hypur/service"
import type { HypurRequestDTO } from "../../types"

// Medusa cancels payments; a request that nobody has approved yet has none. No undo: canceling is safe to repeat.
onHook(cancelOrderWorkflow, "orderCanceled", {
  id: "payments.hypur-cancel",
  order: 55,
  invoke: async ({ order }, { container }) => {
    // By the order's sessions: a request learns its order from a subscriber, which may not have run yet.
    const sessions = await sessionsOfOrder(container, order.id)
    const rows = await hypurService(container).listHypurRequests(
      { $or: [{ order_id: order.id }, { payment_session_id: sessions }] } as never,
      { take: 100 }
    )
    for (const row of rows as unknown as HypurRequestDTO[]) {
      if (row.settlement !== "captured") {
        const by = { actor: HYPUR_SYSTEM, why: "The order was canceled in the store." }
        // Captured meanwhile: Medusa did not refund it in this run, so the order must not be canceled by it either.
        refuseCaptured(await cancelAtHypur(deskOf(container), row, by))
      }
    }
  },
})
