import { declarePermissions } from "../../../lib/registries"
import { defineRoutes } from "../../../lib/route-contracts"
import type { RouteContract } from "../../../types"
import { exchangeAnswers } from "./answers"
import { exchangeKinds, type ExchangeKind } from "./query-config"
import {
  AdminCloseCase,
  AdminGetAttemptsParams,
  AdminGetCasesParams,
  AdminGetInboxParams,
  AdminGetOutboxParams,
  AdminReplay,
} from "./validators"

declarePermissions([
  { key: "exchange:read", description: "See what goes out and comes in, with secrets blanked" },
  { key: "exchange:replay", description: "Send or handle a message once more" },
  { key: "exchange:close-case", description: "Close a case" },
])

const lists = [
  { kind: "outbox", params: AdminGetOutboxParams, rows: "Messages that go out", row: "One message that goes out" },
  { kind: "inbox", params: AdminGetInboxParams, rows: "Messages that came in", row: "One message that came in" },
  { kind: "attempts", params: AdminGetAttemptsParams, rows: "Calls to outside services", row: "One call" },
  { kind: "cases", params: AdminGetCasesParams, rows: "What people must decide", row: "One case" },
] as const

const reading = lists.flatMap(({ kind, params, rows, row }): RouteContract[] => [
  {
    method: "GET",
    path: `/admin/exchange/${kind}`,
    summary: `${rows}, newest first`,
    who: "staff",
    permission: "exchange:read",
    query: { schema: params, config: exchangeKinds[kind].list },
    answers: { 200: { description: "One page", schema: exchangeAnswers[kind].list } },
  },
  {
    method: "GET",
    path: `/admin/exchange/${kind}/:id`,
    summary: `${row}, with secrets blanked`,
    who: "staff",
    permission: "exchange:read",
    answers: { 200: { description: row, schema: exchangeAnswers[kind].detail } },
  },
])

const replay = (kind: ExchangeKind, summary: string): RouteContract => ({
  method: "POST",
  path: `/admin/exchange/${kind}/:id/replay`,
  summary,
  description: "Whatever became of it before.",
  who: "staff",
  permission: "exchange:replay",
  body: AdminReplay,
  answers: { 200: { description: "The message as it is now", schema: exchangeAnswers[kind].detail } },
  errors: { 409: "Somebody works on it" },
})

export const exchangeMiddlewares = defineRoutes([
  ...reading,
  replay("outbox", "Send a message once more"),
  replay("inbox", "Handle a message once more"),
  {
    method: "POST",
    path: "/admin/exchange/cases/:id/close",
    summary: "Close a case with a note of what was decided",
    description: "Closing it again changes nothing.",
    who: "staff",
    permission: "exchange:close-case",
    body: AdminCloseCase,
    answers: { 200: { description: "The closed case", schema: exchangeAnswers.cases.detail } },
  },
])
