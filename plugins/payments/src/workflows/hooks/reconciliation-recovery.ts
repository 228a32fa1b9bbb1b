import { Modules } from "@medusajs/framework/utils"
import { registerRecovery } from "@rise-via/core"
import { closeCases } from "../../lib/reconciliation/close-cases"
import { reconciliationService } from "../../lib/reconciliation/reconciliation-service"
import { DEAD_AFTER_MS } from "../../modules/payments_reconciliation/service"
import type { PaymentReconciliationRunDTO } from "../../types"
import { PaymentsWorkflowEvents } from "../events"

const LIMIT = 20

// Only wakes a worker: a run may take a minute, and the recoveries of others wait for this one.
registerRecovery<PaymentReconciliationRunDTO>({
  name: "payments.reconciliation-runs",
  order: 170,
  find: async (container, now) => {
    await closeCases(container)
    const dead = new Date(now.getTime() - DEAD_AFTER_MS)
    return (await reconciliationService(container).listPaymentReconciliationRuns(
      {
        $or: [
          { state: "queued", created_at: { $lt: dead } },
          { state: "running", heartbeat_at: { $lt: dead } },
        ],
      } as never,
      { take: LIMIT, order: { id: "ASC" } }
    )) as PaymentReconciliationRunDTO[]
  },
  repair: async ({ id, provider, day, state }, container) => {
    await container
      .resolve(Modules.EVENT_BUS)
      .emit({ name: PaymentsWorkflowEvents.RECONCILIATION_REQUESTED, data: { id } })
    return {
      action: "payments.reconciliation_taken_up",
      subject: { type: "payment_reconciliation_run", id },
      why: `The reconciliation of ${provider} for ${day} ${state === "queued" ? "waited for a worker" : "had lost its worker"}; it goes on.`,
    }
  },
})
