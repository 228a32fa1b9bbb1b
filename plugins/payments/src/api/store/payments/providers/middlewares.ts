import { defineRoutes } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { CustomerErrorAnswer, ProviderOfferAnswer } from "../answers"
import { StoreGetPaymentProvidersParams } from "./validators"

const StorePaymentProvidersResponse = z.object({
  payment_providers: z.array(ProviderOfferAnswer).describe("Those first that work, and of them those that pay now"),
  errors: z.array(CustomerErrorAnswer).describe("Every code that a payment here may fail with, with its sentence"),
})

export const storePaymentProviderMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/store/payments/providers",
    summary: "Ways to pay a cart, and which of them work right now",
    who: "public",
    query: { schema: StoreGetPaymentProvidersParams, config: {} },
    answers: { 200: { description: "The region's providers", schema: StorePaymentProvidersResponse } },
    errors: { 404: "No such cart" },
  },
])
