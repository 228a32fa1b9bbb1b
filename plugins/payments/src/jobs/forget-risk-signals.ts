import type { MedusaContainer } from "@medusajs/framework/types"
import { riskService } from "../lib/risk/risk-service"

const BATCH = 1_000
const BATCHES = 100

/** Network addresses, devices and bank accounts are forgotten when their time is over, hashed as they are. */
export default async function forgetRiskSignals(container: MedusaContainer) {
  for (let batch = 0; batch < BATCHES; batch++) {
    if ((await riskService(container).forgetSignals(BATCH)) < BATCH) {
      return
    }
  }
}

export const config = { name: "payments-forget-risk-signals", schedule: "23 3 * * *" }
