import type { MedusaContainer } from "@medusajs/framework/types"
import { ageVerificationExpireWorkflow } from "../workflows/age-verification-expire"

const BATCH = 200
const MAX_BATCHES = 25

/**
 * Writes `expired` on approvals whose time is over, so that lists and filters say what the rule has counted all along.
 * Each batch claims its rows; a row that was written leaves the filter, so nothing is visited twice.
 */
export default async function expireApprovals(container: MedusaContainer) {
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const { result } = await ageVerificationExpireWorkflow(container).run({ input: { take: BATCH } })
    if (result.length < BATCH) {
      return
    }
  }
}

export const config = {
  name: "age-verification-expire-approvals",
  schedule: "17 * * * *",
}
