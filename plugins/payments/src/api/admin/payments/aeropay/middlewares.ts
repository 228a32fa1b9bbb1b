import { defineRoutes } from "@rise-via/core"
import {
  AdminAeropayLinkResponse,
  AdminAeropayPaymentResponse,
  AdminAeropayPayoutResponse,
  AdminAeropayWebhooksResponse,
} from "./answers"
import { AdminAeropayLink, AdminAeropayNothing, AdminAeropayPayout, AdminCaptureAeropayPayment } from "./validators"

const path = "/admin/payments/aeropay"

export const aeropayMiddlewares = defineRoutes([
  {
    method: "GET",
    path: `${path}/payments/:id`,
    summary: "What Aeropay knows of a payment",
    description: "`id` is that of Medusa's payment, or of its payment session.",
    who: "staff",
    permission: "payments:read",
    answers: { 200: { description: "The payment", schema: AdminAeropayPaymentResponse } },
  },
  {
    method: "POST",
    path: `${path}/payments/:id/refresh`,
    summary: "Read the payment at Aeropay now",
    description: "Money that was taken is then captured.",
    who: "staff",
    permission: "payments:refresh",
    body: AdminAeropayNothing,
    answers: { 200: { description: "The payment as it is now", schema: AdminAeropayPaymentResponse } },
  },
  {
    method: "POST",
    path: `${path}/payments/:id/capture`,
    summary: "Capture a part of what is held",
    description: "For what was weighed out and came to less. The rest of the hold is let go.",
    who: "staff",
    permission: "payments:capture",
    body: AdminCaptureAeropayPayment,
    answers: { 200: { description: "The payment", schema: AdminAeropayPaymentResponse } },
    errors: { 400: "Nothing is held, the amount is more than is held, or Aeropay refused" },
  },
  {
    method: "POST",
    path: `${path}/payouts`,
    summary: "Send money to a customer's bank account",
    description:
      "Nothing takes it back. Asking again with the same reference is the same payout, however late; with another amount it is refused.",
    who: "staff",
    permission: "payments:payout",
    body: AdminAeropayPayout,
    answers: { 200: { description: "Aeropay has accepted it", schema: AdminAeropayPayoutResponse } },
    errors: {
      400: "Aeropay refused or does not answer, or the reference was used for another amount",
      404: "The customer has no account at Aeropay",
    },
  },
  {
    method: "POST",
    path: `${path}/payment-links`,
    summary: "Send a link to pay by text message or e-mail",
    description: "Asking again sends another link.",
    who: "staff",
    permission: "payments:payout",
    body: AdminAeropayLink,
    answers: { 200: { description: "It is on its way", schema: AdminAeropayLinkResponse } },
  },
  {
    method: "GET",
    path: `${path}/webhooks`,
    summary: "Which webhooks Aeropay sends here",
    who: "staff",
    permission: "payments:configure",
    answers: { 200: { description: "By topic", schema: AdminAeropayWebhooksResponse } },
  },
  {
    method: "POST",
    path: `${path}/webhooks`,
    summary: "Subscribe this store to Aeropay's webhooks",
    description: "Safe to repeat.",
    who: "staff",
    permission: "payments:configure",
    body: AdminAeropayNothing,
    answers: { 200: { description: "By topic", schema: AdminAeropayWebhooksResponse } },
  },
])
