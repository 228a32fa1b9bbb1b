import { validateAndTransformBody, validateAndTransformQuery, type MiddlewareRoute } from "@medusajs/framework/http"
import { declarePermissions } from "../../../lib/registries"
import { exchangeKinds } from "./query-config"
import {
  AdminCloseCase,
  AdminGetAttemptsParams,
  AdminGetCasesParams,
  AdminGetInboxParams,
  AdminGetOutboxParams,
  AdminReplay,
} from "./validators"

declarePermissions([
  {
    key: "exchange:read",
    description: "See what goes out and comes in, with secrets blanked",
    routes: ["outbox", "inbox", "attempts", "cases"].flatMap((kind) => [
      `GET /admin/exchange/${kind}`,
      `GET /admin/exchange/${kind}/:id`,
    ]),
  },
  {
    key: "exchange:replay",
    description: "Send or handle a message once more",
    routes: ["POST /admin/exchange/outbox/:id/replay", "POST /admin/exchange/inbox/:id/replay"],
  },
  { key: "exchange:close-case", description: "Close a case", routes: ["POST /admin/exchange/cases/:id/close"] },
])

const lists = {
  outbox: AdminGetOutboxParams,
  inbox: AdminGetInboxParams,
  attempts: AdminGetAttemptsParams,
  cases: AdminGetCasesParams,
}

export const exchangeMiddlewares: MiddlewareRoute[] = [
  ...Object.entries(lists).map(([kind, params]): MiddlewareRoute => ({
    method: ["GET"],
    matcher: `/admin/exchange/${kind}`,
    middlewares: [validateAndTransformQuery(params, exchangeKinds[kind as keyof typeof lists].list)],
  })),
  ...["outbox", "inbox"].map((kind): MiddlewareRoute => ({
    method: ["POST"],
    matcher: `/admin/exchange/${kind}/:id/replay`,
    middlewares: [validateAndTransformBody(AdminReplay)],
  })),
  {
    method: ["POST"],
    matcher: "/admin/exchange/cases/:id/close",
    middlewares: [validateAndTransformBody(AdminCloseCase)],
  },
]
