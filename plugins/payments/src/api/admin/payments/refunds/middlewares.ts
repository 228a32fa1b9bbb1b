import { defineRoutes } from "@rise-via/core"
import { AdminRefundResponse, AdminRefundsResponse } from "./answers"
import { listRefundQueryConfig, retrieveRefundQueryConfig } from "./query-config"
import {
  AdminApproveRefund,
  AdminCheckRefund,
  AdminCreateRefund,
  AdminDeclineRefund,
  AdminGetRefundParams,
  AdminGetRefundsParams,
  AdminSettleRefund,
} from "./validators"

const one = { schema: AdminGetRefundParams, config: retrieveRefundQueryConfig }
const answers = { 200: { description: "The refund in its state", schema: AdminRefundResponse } }

export const refundMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/admin/payments/refunds",
    summary: "Refunds, newest first",
    description: "With `state=requested`: those that wait for a second person.",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetRefundsParams, config: listRefundQueryConfig },
    answers: { 200: { description: "One page", schema: AdminRefundsResponse } },
  },
  {
    method: "POST",
    path: "/admin/payments/refunds",
    summary: "Give money back, in whole or in part",
    description:
      "Never above what was captured. Above the shop's limits it waits for a second person (`requested`). `failed`: nothing went back. `unknown`: nobody knows yet, it is being checked.",
    who: "staff",
    permission: "payments:refund",
    body: AdminCreateRefund,
    query: one,
    answers,
    errors: {
      400: "A rule forbids it, or less is left",
      404: "No such payment",
      409: "The key belongs to another refund",
    },
  },
  {
    method: "GET",
    path: "/admin/payments/refunds/:id",
    summary: "One refund",
    who: "staff",
    permission: "payments:read",
    query: one,
    answers,
  },
  {
    method: "POST",
    path: "/admin/payments/refunds/:id/approve",
    summary: "Approve a refund as the second person; it is then sent",
    who: "staff",
    permission: "payments:approve-refund",
    body: AdminApproveRefund,
    query: one,
    answers,
    errors: { 400: "It waits for nobody, or this is who asked for it" },
  },
  {
    method: "POST",
    path: "/admin/payments/refunds/:id/decline",
    summary: "Decline a refund, or withdraw one's own",
    who: "staff",
    permission: "payments:approve-refund",
    body: AdminDeclineRefund,
    query: one,
    answers,
    errors: { 400: "It waits for nobody" },
  },
  {
    method: "POST",
    path: "/admin/payments/refunds/:id/check",
    summary: "Learn now what became of a refund that is under way",
    who: "staff",
    permission: "payments:refund",
    body: AdminCheckRefund,
    query: one,
    answers,
  },
  {
    method: "POST",
    path: "/admin/payments/refunds/:id/settle",
    summary: "Say what became of a refund whose outcome nobody knows",
    description: "As the payment service's own portal shows it. Only while the refund is `unknown`.",
    who: "staff",
    permission: "payments:settle-refund",
    body: AdminSettleRefund,
    query: one,
    answers,
    errors: { 400: "Its outcome is known" },
  },
])
