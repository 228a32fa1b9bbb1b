import type { MedusaContainer } from "@medusajs/framework/types"
import { trainRiskModelWorkflow } from "../workflows/payments-train-risk-model"

/** A new version each week, off until staff have looked at its figures. */
export default async function trainRiskModel(container: MedusaContainer) {
  await trainRiskModelWorkflow(container).run({
    input: { actor: { type: "system", id: "payments.train-risk-model" } },
  })
}

export const config = { name: "payments-train-risk-model", schedule: "41 4 * * 1" }
