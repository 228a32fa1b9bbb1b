import { z } from "@medusajs/framework/zod"

export const CustomerErrorAnswer = z
  .object({
    code: z.string().describe("Stable, for programs: `payments.<what>` or `payments.<service>.<its code>`"),
    message: z.string().describe("For shoppers"),
    retry: z
      .enum(["same", "other_provider", "relink", "later"])
      .describe("What to offer next: the same again, another provider, linking the bank again, or waiting"),
  })
  .meta({ title: "CustomerError" })

export const ProviderOfferAnswer = z
  .object({
    provider_id: z.string().describe("For Medusa's payment sessions"),
    title: z.string(),
    pays: z.enum(["now", "at_handover"]).describe("At the checkout, or in the shop or at the door"),
    needs: z.array(z.enum(["customer", "wallet"])).describe("A signed-in customer, a linked bank"),
    state: z.enum(["available", "degraded", "unavailable"]),
    reason: CustomerErrorAnswer.nullable().describe("Why it is not simply available"),
  })
  .meta({ title: "ProviderOffer" })
