import { registerGate } from "@rise-via/core"
import { checkLimits } from "../../lib/refunds/approval"
import { refundService } from "../../lib/refunds/refund-service"

registerGate("refund", {
  name: "payments.refund-limits",
  order: 50,
  check: (facts) => checkLimits(facts, refundService(facts.container).options),
})
