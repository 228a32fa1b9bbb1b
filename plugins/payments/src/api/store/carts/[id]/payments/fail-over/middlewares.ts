import { defineRoutes } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { CustomerErrorAnswer, ProviderOfferAnswer } from "../../../../payments/answers"
import { StoreFailOverPayment } from "./validators"

const StoreFailOverResponse = z.object({
  outcome: z
    .enum(["switched", "complete", "wait", "none"])
    .describe(
      "`switched` complete the cart with its new session · `complete` the payment may have gone through: complete the cart again as it is · `wait` nobody knows yet: ask again · `none` no way to pay is left"
    ),
  provider: ProviderOfferAnswer.nullable().describe("Where the cart is paid now"),
  payment_session_id: z.string().nullable(),
  retry_after_seconds: z.number().int().nullable(),
  reason: CustomerErrorAnswer.nullable(),
})

export const storeFailOverMiddlewares = defineRoutes([
  {
    method: "POST",
    path: "/store/carts/:id/payments/fail-over",
    summary: "Give a cart whose payment failed another way to pay",
    description:
      "The session that failed is looked up first, and replaced only when nothing can have been charged under it. Safe to repeat.",
    who: "public",
    body: StoreFailOverPayment,
    answers: { 200: { description: "What to do next", schema: StoreFailOverResponse } },
    errors: { 400: "The cart has no payment collection" },
  },
])
