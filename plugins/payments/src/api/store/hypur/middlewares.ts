import { authenticate } from "@medusajs/framework/http"
import { defineRoutes } from "@rise-via/core"
import { StoreHypurPaymentResponse, StoreHypurVerifyResponse } from "./answers"
import { StoreRefreshHypurPayment, StoreVerifyHypurConsumer } from "./validators"

/** Whoever is signed in is known to the route; a guest is let in. */
const known = [authenticate("customer", ["session", "bearer"], { allowUnauthenticated: true })]
const answers = { 200: { description: "The payment as it is now", schema: StoreHypurPaymentResponse } }

export const storeHypurMiddlewares = defineRoutes([
  {
    method: "POST",
    path: "/store/hypur/verify",
    summary: "Whether a phone has a profile and a bank at Hypur",
    description:
      "Nothing of the answer is kept. Without a profile the shopper signs up at `sign_up_url`. A link is texted only to " +
      "the phone of her own account, at most three times an hour.",
    who: "customer",
    body: StoreVerifyHypurConsumer,
    answers: { 200: { description: "What Hypur knows of the phone", schema: StoreHypurVerifyResponse } },
    errors: { 409: "Hypur does not answer", 429: "She was texted often enough" },
  },
  {
    method: "GET",
    path: "/store/hypur/payment-sessions/:id",
    summary: "What the Hypur SDK needs, and where the payment stands",
    description:
      "The id is that of Medusa's payment session. Without effect: it says what the store knows. A registered customer's is found by nobody else.",
    who: "public",
    before: known,
    answers,
  },
  {
    method: "POST",
    path: "/store/hypur/payment-sessions/:id/refresh",
    summary: "Ask Hypur whether the shopper has approved",
    description: "Call it when the SDK says that it is done, before the cart is completed.",
    who: "public",
    before: known,
    body: StoreRefreshHypurPayment,
    answers,
  },
])
