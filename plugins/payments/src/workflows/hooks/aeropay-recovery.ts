import { registerOutboundService, registerRecovery } from "@rise-via/core"
import { aeropayService } from "../../lib/aeropay/desk-of"
import { lookUpAttempt } from "../../lib/aeropay/look-up-attempt"
import { unfinishedSessions } from "../../lib/aeropay/unfinished"
import { AEROPAY_SERVICE } from "../../lib/module-names"
import { syncAeropayPaymentWorkflow } from "../payments-sync-aeropay-payment"

registerOutboundService(AEROPAY_SERVICE, {
  lookup: async (attempt, container) => await lookUpAttempt(aeropayService(container), attempt),
})

registerRecovery<string>({
  name: "payments.aeropay-unfinished",
  order: 120,
  find: async (container, now) => await unfinishedSessions(aeropayService(container), now),
  repair: async (sessionId, container) => {
    const before = await aeropayService(container).paymentOf(sessionId)
    const { result } = await syncAeropayPaymentWorkflow(container).run({ input: { payment_session_id: sessionId } })
    if (before && before.status !== result.status) {
      return {
        action: "payments.aeropay_payment_settled",
        subject: { type: "payment_session", id: sessionId },
        why: `The payment was ${before.status} here and is ${result.status} at Aeropay.`,
      }
    }
  },
})
