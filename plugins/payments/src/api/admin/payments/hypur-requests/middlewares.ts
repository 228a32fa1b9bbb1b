import { defineRoutes } from "@rise-via/core"
import { AdminHypurRequestResponse, AdminHypurRequestsResponse } from "./answers"
import { listHypurRequestQueryConfig, retrieveHypurRequestQueryConfig } from "./query-config"
import {
  AdminCancelHypurRequest,
  AdminConfirmHypurRequest,
  AdminGetHypurRequestParams,
  AdminGetHypurRequestsParams,
  AdminNoteHypurRefund,
  AdminRefreshHypurRequest,
} from "./validators"

const answers = { 200: { description: "The request as it is now", schema: AdminHypurRequestResponse } }

export const hypurRequestMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/admin/payments/hypur-requests",
    summary: "Hypur's payment requests, newest first",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetHypurRequestsParams, config: listHypurRequestQueryConfig },
    answers: { 200: { description: "One page", schema: AdminHypurRequestsResponse } },
  },
  {
    method: "GET",
    path: "/admin/payments/hypur-requests/:id",
    summary: "One payment request",
    description: "What staff were asked to decide about it: `GET /admin/exchange/cases?subject_id=<order id>`.",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetHypurRequestParams, config: retrieveHypurRequestQueryConfig },
    answers: {
      200: { description: "The request, and what Hypur offers by a call", schema: AdminHypurRequestResponse },
    },
  },
  {
    method: "POST",
    path: "/admin/payments/hypur-requests/:id/refresh",
    summary: "Ask Hypur now what became of a payment",
    description: "What was approved is then captured.",
    who: "staff",
    permission: "payments:refresh",
    body: AdminRefreshHypurRequest,
    answers,
    errors: { 409: "Hypur does not answer, or offers no way to ask; nothing has changed" },
  },
  {
    method: "POST",
    path: "/admin/payments/hypur-requests/:id/confirm-paid",
    summary: "Confirm a payment that Hypur's portal shows",
    description: "For payments that are open, on hold or run out; it is then captured.",
    who: "staff",
    permission: "payments:note-by-hand",
    body: AdminConfirmHypurRequest,
    answers,
    errors: { 409: "The reference was noted already" },
  },
  {
    method: "POST",
    path: "/admin/payments/hypur-requests/:id/note-refund",
    summary: "Note a refund that was made in Hypur's portal",
    description: "Medusa's refund is made with it. Also says what became of a refund whose end nobody knew.",
    who: "staff",
    permission: "payments:note-by-hand",
    body: AdminNoteHypurRefund,
    answers,
    errors: { 409: "The reference was noted already" },
  },
  {
    method: "POST",
    path: "/admin/payments/hypur-requests/:id/cancel",
    summary: "Cancel a payment that is not captured",
    description: "Where Hypur offers no call for it, this notes that it was canceled in the portal.",
    who: "staff",
    permission: "payments:note-by-hand",
    body: AdminCancelHypurRequest,
    answers,
    errors: { 409: "The reference was noted already" },
  },
])
