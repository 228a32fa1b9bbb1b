import { z } from "@medusajs/framework/zod"
import { GateReasonAnswer } from "../../../lib/route-contracts"

export const StoreCartChecksResponse = z.object({
  checks: z.object({
    allowed: z.boolean().describe("Whether the cart could be completed now"),
    reasons: z.array(GateReasonAnswer),
  }),
})
