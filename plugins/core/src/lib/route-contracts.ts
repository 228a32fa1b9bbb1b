import {
  authenticate,
  validateAndTransformBody,
  validateAndTransformQuery,
  type MiddlewareRoute,
} from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { InboxSource, RouteContract } from "../types"
import { registerOnce, runtime } from "./runtime"

const SEGMENT = "(:[a-z_]+|[a-z0-9][a-z0-9-]*)"
const PATH = new RegExp(`^(/${SEGMENT})+$`)

/**
 * Declares the routes of a plugin and makes Medusa's middlewares of them: sign-in, what comes `before`, body, query, in
 * this order. Give the result to `defineMiddlewares`.
 *
 * Throws at start when a route is declared twice, or names a permission that nobody declared.
 *
 * @example
 * export const reviewRoutes = defineRoutes([
 *   {
 *     method: "GET",
 *     path: "/admin/reviews",
 *     summary: "Reviews, newest first",
 *     who: "staff",
 *     permission: "reviews:read",
 *     query: { schema: AdminGetReviewsParams, config: listReviewsQueryConfig },
 *     answers: { 200: { description: "One page", schema: AdminReviewsResponse } },
 *   },
 * ])
 */
export function defineRoutes(routes: RouteContract[]): MiddlewareRoute[] {
  for (const route of routes) {
    check(route)
    registerOnce(runtime.routes, "Route", nameOf(route), route)
  }
  return routes.map(toMiddlewares).filter(({ middlewares, bodyParser }) => middlewares?.length || bodyParser)
}

/** Every declared route, and every webhook that a plugin registered, by path and method. */
export function listRoutes(): RouteContract[] {
  const webhooks = [...runtime.inboxSources.values()].map(toContract)
  return [...runtime.routes.values(), ...webhooks].sort((one, other) =>
    one.path === other.path ? one.method.localeCompare(other.method) : one.path < other.path ? -1 : 1
  )
}

/** Answer of a list: `{ <key>: [...], count, offset, limit }`. */
export const pageOf = <K extends string, T extends z.ZodType>(key: K, row: T) =>
  z.object({
    ...({ [key]: z.array(row) } as Record<K, z.ZodArray<T>>),
    /** Of all pages together. */
    count: z.number().int().min(0),
    offset: z.number().int().min(0),
    limit: z.number().int().min(0),
  })

const Reason = z.object({
  code: z.string().describe("Stable, for programs: `<plugin>.<what>`"),
  message: z.string().describe("For people"),
  facts: z.record(z.string(), z.unknown()).optional(),
})
const gate = z.string().describe("Name of the gate that spoke")
const severity = z.enum(["warn", "block"])

/** One reason why a gate warned or blocked. */
export const GateReasonAnswer = Reason.extend({ gate, severity }).meta({ title: "GateReason" })

/** Every error. */
export const ErrorAnswer = z
  .object({
    type: z.string().optional().describe("Kind of error, e.g. `invalid_data`; absent where nobody is signed in"),
    message: z.string(),
    code: z.string().optional().describe("Stable, for programs"),
    reasons: z
      .array(Reason.extend({ gate: gate.optional(), severity: severity.optional() }).meta({ title: "Reason" }))
      .optional()
      .describe("Everything that is wrong, at once; with the name of the gate where one spoke"),
  })
  .meta({ title: "Error" })

const nameOf = ({ method, path }: Pick<RouteContract, "method" | "path">) => `${method} ${path}`

function check(route: RouteContract) {
  if (!PATH.test(route.path)) {
    throw new Error(
      `Route "${nameOf(route)}": write the path as Medusa matches it, lower case, without a slash at the end`
    )
  }
  if (route.permission && !runtime.permissions.has(route.permission)) {
    throw new Error(`Route "${nameOf(route)}": declare its permission "${route.permission}" first (declarePermissions)`)
  }
  if (!Object.keys(route.answers).length) {
    throw new Error(`Route "${nameOf(route)}": declares no answer`)
  }
}

function toMiddlewares({ method, path, who, before = [], body, bodyParser, query }: RouteContract): MiddlewareRoute {
  return {
    method: [method],
    matcher: path,
    ...(bodyParser !== undefined && { bodyParser }),
    middlewares: [
      ...(who === "customer" ? [authenticate("customer", ["session", "bearer"])] : []),
      ...before,
      ...(body ? [validateAndTransformBody(body)] : []),
      ...(query ? [validateAndTransformQuery(query.schema, query.config)] : []),
    ],
  }
}

const Received = z.object({ received: z.literal(true) })

/** Webhooks answer as the inbox does, whoever registered them. */
const toContract = ({ name, path, summary, body }: InboxSource): RouteContract => ({
  method: "POST",
  path,
  who: "provider",
  summary: summary ?? `Webhook of ${name}`,
  body,
  answers: { 200: { description: "Stored, or known already; it is handled after this answer", schema: Received } },
  errors: { 400: "Unreadable", 401: "The signature is wrong", 403: "Refused", 404: "No such address" },
})
