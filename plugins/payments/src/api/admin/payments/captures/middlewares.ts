import { z } from "@medusajs/framework/zod"
import { defineRoutes } from "@rise-via/core"
import { AdminCapturePayment } from "./validators"

const amount = z.number().describe("Major units")
const AdminCaptureResponse = z.object({
  payment: z.object({
    id: z.string(),
    amount,
    currency_code: z.string(),
    captured_at: z.iso.datetime().nullable().describe("When all of it was captured"),
    captures: z.array(z.object({ id: z.string(), amount }).partial()),
  }),
})

export const captureMiddlewares = defineRoutes([
  {
    method: "POST",
    path: "/admin/payments/captures",
    summary: "Capture what is held of a payment, in whole or in part, and say why",
    description: "As Medusa's own `POST /admin/payments/{id}/capture`, with who and why in the audit log.",
    who: "staff",
    permission: "payments:capture",
    body: AdminCapturePayment,
    answers: { 200: { description: "The payment with its captures", schema: AdminCaptureResponse } },
    errors: { 400: "It is in risk review, canceled, or less is held", 404: "No such payment" },
  },
])
