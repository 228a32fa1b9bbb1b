import { defineRoutes } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { AdminGetPaymentProfilesParams } from "./validators"

const Profile = z
  .object({
    provider_id: z.string(),
    title: z.string().describe("For shoppers"),
    gateway: z.string().nullable().describe("Its name in the ledger; `null` for Medusa's own"),
    pays: z.enum(["now", "at_handover"]),
    capture: z.enum(["none", "full", "partial"]).describe("`none`: the service does it by itself"),
    refund: z
      .enum(["none", "by_hand", "full", "partial"])
      .describe("`by_hand`: at the service's own counter or portal"),
  })
  .meta({ title: "PaymentProfile" })

export const paymentProfileMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/admin/payments/profiles",
    summary: "What staff can do with each payment provider",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetPaymentProfilesParams, config: {} },
    answers: { 200: { description: "Every provider", schema: z.object({ profiles: z.array(Profile) }) } },
  },
])
