import { defineRoutes } from "@rise-via/core"
import {
  AdminPosabitOrderResponse,
  AdminPosabitOrdersResponse,
  AdminPosabitRefundResponse,
  AdminPosabitRefundsResponse,
} from "./answers"
import { listPosabitOrderQueryConfig, retrievePosabitOrderQueryConfig } from "./query-config"
import {
  AdminGetPosabitOrderParams,
  AdminGetPosabitOrdersParams,
  AdminGetPosabitRefundsParams,
  AdminRecordPosabitRefund,
  AdminRefreshPosabitOrder,
} from "./validators"

export const posabitOrderMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/admin/payments/posabit-orders",
    summary: "Register orders, newest first",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetPosabitOrdersParams, config: listPosabitOrderQueryConfig },
    answers: { 200: { description: "One page", schema: AdminPosabitOrdersResponse } },
  },
  {
    method: "GET",
    path: "/admin/payments/posabit-orders/:id",
    summary: "One register order",
    description: "What staff were asked to decide about it: `GET /admin/exchange/cases?subject_id=<order id>`.",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetPosabitOrderParams, config: retrievePosabitOrderQueryConfig },
    answers: { 200: { description: "The register order", schema: AdminPosabitOrderResponse } },
  },
  {
    method: "POST",
    path: "/admin/payments/posabit-orders/:id/refresh",
    summary: "Read the order at the register now",
    description: "Money that was taken is then captured.",
    who: "staff",
    permission: "payments:refresh",
    body: AdminRefreshPosabitOrder,
    answers: { 200: { description: "The register order as it is now", schema: AdminPosabitOrderResponse } },
    errors: { 409: "POSaBIT does not answer; nothing has changed" },
  },
  {
    method: "GET",
    path: "/admin/payments/posabit-orders/:id/refunds",
    summary: "What was given back in POSaBIT's portal",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetPosabitRefundsParams, config: {} },
    answers: { 200: { description: "Oldest first", schema: AdminPosabitRefundsResponse } },
  },
  {
    method: "POST",
    path: "/admin/payments/posabit-orders/:id/refunds",
    summary: "Record a refund that was made in POSaBIT's portal",
    description:
      "POSaBIT's API cannot refund. Medusa's refund and the ledger follow; the same reference changes nothing.",
    who: "staff",
    permission: "payments:record-portal-refund",
    body: AdminRecordPosabitRefund,
    answers: { 200: { description: "The refund as it is recorded", schema: AdminPosabitRefundResponse } },
    errors: { 409: "The reference is recorded with another amount or for another order" },
  },
])
