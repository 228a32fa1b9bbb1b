import { ErrorAnswer, type RouteAnswer, type RouteContract } from "@rise-via/core"
import type { z } from "@medusajs/framework/zod"
import { toJsonSchema, type JsonSchema } from "./json-schema"

/** What Medusa means by the parameters that its own lists take too. */
const MEDUSA_PARAMETERS: Record<string, string> = {
  fields: "Comma-separated fields to answer instead of the usual ones; `+name` adds one, `-name` leaves one out",
  limit: "Rows on a page",
  offset: "Rows to skip",
  order: "Field to sort by, with `-` in front for descending",
  q: "Words to search for",
  with_deleted: "Deleted rows too",
}

const isStore = ({ path }: RouteContract) => path.startsWith("/store/")

/** Errors by status: those of every route of its kind, and the route's own. */
export function errorsOf(route: RouteContract): Record<number, string> {
  const { path, who, permission, query, body, errors = {} } = route
  const isOurs = who !== "provider"
  const general: Record<number, string> = {}
  if (isOurs && (query || body || isStore(route))) {
    general[400] = "Something is wrong; the message names it"
  }
  if (who === "customer" || who === "staff") {
    general[401] = "Nobody is signed in"
  }
  if (permission) {
    general[403] = `The one signed in lacks the permission \`${permission}\``
  }
  if (isOurs && path.includes(":")) {
    general[404] = "Not found"
  }
  if (body) {
    general[413] = "The body is too large"
  }
  const all = { ...general, ...errors }
  for (const status of Object.keys(errors)
    .map(Number)
    .filter((status) => general[status])) {
    all[status] = `${errors[status]}. Or: ${general[status].charAt(0).toLowerCase()}${general[status].slice(1)}`
  }
  return all
}

/** `GET /store/carts/:id/checks` → `getStoreCartsIdChecks`. */
const operationId = ({ method, path }: RouteContract) =>
  method.toLowerCase() +
  path
    .split(/[/_-]/)
    .map((part) => part.replace(":", ""))
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("")

export const openApiPath = (path: string) => path.replace(/:(\w+)/g, "{$1}")

export function toOperation(route: RouteContract, tag: string): JsonSchema {
  const { summary, description, permission, body, query } = route
  const answers = Object.entries(route.answers).map(([status, answer]) => [status, toResponse(answer)])
  const errors = Object.entries(errorsOf(route)).map(([status, description]) => [
    status,
    toResponse({ description, schema: ErrorAnswer }),
  ])
  return {
    operationId: operationId(route),
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(permission && { "x-permission": permission }),
    security: securityOf(route),
    parameters: [...pathParameters(route), ...(query ? queryParameters(query.schema) : [])],
    ...(body && { requestBody: toBody(route, body) }),
    responses: Object.fromEntries([...answers, ...errors].sort(([one], [other]) => Number(one) - Number(other))),
  }
}

function securityOf(route: RouteContract): JsonSchema[] {
  const key = isStore(route) ? { publishableKey: [] } : {}
  switch (route.who) {
    case "customer":
      return [
        { ...key, customerToken: [] },
        { ...key, session: [] },
      ]
    case "staff":
      return [{ staffToken: [] }, { session: [] }, { secretKey: [] }]
    default:
      return isStore(route) ? [key] : []
  }
}

const pathParameters = ({ path }: RouteContract) =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }))

function queryParameters(schema: z.ZodObject): JsonSchema[] {
  const { properties = {}, required = [] } = toJsonSchema(schema, "input")
  return Object.entries<JsonSchema>(properties)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { description = MEDUSA_PARAMETERS[name], ...property }]) => ({
      name,
      in: "query",
      ...(description && { description }),
      ...(required.includes(name) && { required: true }),
      ...(takesObject(property) && { style: "deepObject", explode: true }),
      schema: property,
    }))
}

const takesObject = ({ type, anyOf = [] }: JsonSchema): boolean => type === "object" || anyOf.some(takesObject)

/** Webhooks come in whatever shape the outside prefers. */
function toBody({ who }: RouteContract, body: z.ZodType): JsonSchema {
  const types = who === "provider" ? ["application/json", "application/x-www-form-urlencoded"] : ["application/json"]
  const schema = toJsonSchema(body, "input")
  return {
    required: !body.safeParse({}).success,
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  }
}

function toResponse({ description, schema, contentType }: RouteAnswer): JsonSchema {
  return {
    description,
    ...(schema && { content: { "application/json": { schema: toJsonSchema(schema, "output") } } }),
    ...(contentType && { content: { [contentType]: {} } }),
  }
}
