import { defineRoutes } from "@rise-via/core"
import { AdminLedgerBooksResponse, AdminLedgerResponse, AdminLedgerStateResponse } from "./answers"
import { listLedgerQueryConfig } from "./query-config"
import { AdminGetLedgerBooksParams, AdminGetLedgerParams, AdminGetLedgerStateParams } from "./validators"

export const ledgerMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/admin/payments/ledger",
    summary: "Ledger entries, newest first",
    description: "Everything that payment services were asked and told us, and what staff did at their counters.",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetLedgerParams, config: listLedgerQueryConfig },
    answers: { 200: { description: "One page", schema: AdminLedgerResponse } },
  },
  {
    method: "GET",
    path: "/admin/payments/ledger/state",
    summary: "The money of an order, recomputed from the ledger",
    description: "And where it differs from Medusa's captures and refunds.",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetLedgerStateParams, config: {} },
    answers: { 200: { description: "Money state and differences", schema: AdminLedgerStateResponse } },
    errors: { 404: "No such order" },
  },
  {
    method: "GET",
    path: "/admin/payments/ledger/books",
    summary: "Trial balance of a period",
    description: "By service, currency and account; from `from` up to, not including, `to`. Debits equal credits.",
    who: "staff",
    permission: "payments:read",
    query: { schema: AdminGetLedgerBooksParams, config: {} },
    answers: { 200: { description: "Accounts with debits, credits and balance", schema: AdminLedgerBooksResponse } },
  },
])
