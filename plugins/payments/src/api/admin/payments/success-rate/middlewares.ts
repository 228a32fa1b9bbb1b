import { defineRoutes } from "@rise-via/core"
import { AdminSuccessRateResponse } from "./answers"
import { AdminGetSuccessRateParams } from "./validators"

export const successRateMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/admin/payments/success-rate",
    summary: "How many payments succeed, by provider and time, and why others do not",
    description: "From the ledger, of what was asked from `from` up to, not including, `to`; at most 93 days.",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetSuccessRateParams, config: {} },
    answers: { 200: { description: "Counts and rates", schema: AdminSuccessRateResponse } },
  },
  {
    method: "GET",
    path: "/admin/payments/success-rate/metrics",
    summary: "The success rate of the last 24 hours, for Prometheus",
    description:
      "Gauges by `provider`: `rise_via_payment_attempts`, `_successes`, `_declines`, `_failures` (also by `reason`, the service's code), `_open`, `_success_ratio`.",
    who: "staff",
    permission: "payments:read",
    answers: { 200: { description: "Prometheus' text format", contentType: "text/plain" } },
  },
])
