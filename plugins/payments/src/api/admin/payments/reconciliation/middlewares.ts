import { defineRoutes } from "@rise-via/core"
import {
  AdminPaymentDaysResponse,
  AdminPaymentDifferenceResponse,
  AdminPaymentDifferencesResponse,
  AdminReconciliationRunResponse,
  AdminReconciliationRunsResponse,
  AdminReconciliationSourcesResponse,
} from "./answers"
import { listPaymentDifferenceQueryConfig, listReconciliationRunQueryConfig } from "./query-config"
import {
  AdminAcceptDifference,
  AdminActOnDifference,
  AdminCreateReconciliationRun,
  AdminGetPaymentDaysParams,
  AdminGetPaymentDifferencesParams,
  AdminGetReconciliationRunsParams,
} from "./validators"

const PATH = "/admin/payments/reconciliation"
const reads = { who: "staff", permission: "payments:read" } as const
const acts = { who: "staff", permission: "payments:reconcile" } as const
const settled = { 200: { description: "The difference as it is now", schema: AdminPaymentDifferenceResponse } }

export const reconciliationMiddlewares = defineRoutes([
  {
    ...reads,
    method: "GET",
    path: `${PATH}/runs`,
    summary: "Reconciliations, newest first",
    query: { schema: AdminGetReconciliationRunsParams, config: listReconciliationRunQueryConfig },
    answers: { 200: { description: "One page", schema: AdminReconciliationRunsResponse } },
  },
  {
    ...acts,
    method: "POST",
    path: `${PATH}/runs`,
    summary: "Reconcile a payment service's day",
    description: "Answers at once; a worker does it. Doing a day again changes only what has become different.",
    body: AdminCreateReconciliationRun,
    answers: { 202: { description: "It waits for a worker", schema: AdminReconciliationRunResponse } },
    errors: { 409: "This service is being reconciled right now" },
  },
  {
    ...reads,
    method: "GET",
    path: `${PATH}/runs/:id`,
    summary: "One reconciliation, and how far it is",
    answers: { 200: { description: "The run", schema: AdminReconciliationRunResponse } },
  },
  {
    ...reads,
    method: "GET",
    path: `${PATH}/runs/:id/csv`,
    summary: "Report of a reconciliation as CSV",
    description: "The day, what both sides come to, and every difference that was found.",
    answers: { 200: { description: "The file", contentType: "text/csv" } },
  },
  {
    ...reads,
    method: "GET",
    path: `${PATH}/runs/:id/pdf`,
    summary: "Report of a reconciliation as PDF",
    description: "As the CSV, with the first thousand differences.",
    answers: { 200: { description: "The file", contentType: "application/pdf" } },
  },
  {
    ...reads,
    method: "GET",
    path: `${PATH}/differences`,
    summary: "What does not agree, newest first",
    query: { schema: AdminGetPaymentDifferencesParams, config: listPaymentDifferenceQueryConfig },
    answers: { 200: { description: "One page", schema: AdminPaymentDifferencesResponse } },
  },
  {
    ...acts,
    method: "POST",
    path: `${PATH}/differences/:id/refresh`,
    summary: "Ask the payment service again about a difference",
    description: "It closes itself when it is gone.",
    body: AdminActOnDifference,
    answers: settled,
    errors: { 409: "The service does not answer; nothing has changed" },
  },
  {
    ...acts,
    method: "POST",
    path: `${PATH}/differences/:id/record`,
    summary: "Record in the ledger what the payment service has",
    description: "The service is asked now, and its answer recorded; nothing can be typed in.",
    body: AdminActOnDifference,
    answers: settled,
    errors: { 409: "The service does not answer; nothing has changed" },
  },
  {
    ...acts,
    method: "POST",
    path: `${PATH}/differences/:id/accept`,
    summary: "Accept a difference as it is, with a reason",
    description: "It opens again when other amounts or states are found.",
    body: AdminAcceptDifference,
    answers: settled,
  },
  {
    ...reads,
    method: "GET",
    path: `${PATH}/sources`,
    summary: "Payment services that can be reconciled",
    answers: { 200: { description: "All of them", schema: AdminReconciliationSourcesResponse } },
  },
  {
    ...reads,
    method: "GET",
    path: `${PATH}/days`,
    summary: "Money by day of the shop and payment service",
    description: "Captured, refunded, settled and fees of the ledger. Days without any are left out.",
    query: { schema: AdminGetPaymentDaysParams, config: {} },
    answers: { 200: { description: "By day, service and currency", schema: AdminPaymentDaysResponse } },
  },
])
