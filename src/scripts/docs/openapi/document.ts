import type { RouteContract } from "@rise-via/core"
import type { PluginFacts } from "../plugin-facts"
import { hoistTitled, type JsonSchema } from "./json-schema"
import { openApiPath, toOperation } from "./operation"

const DESCRIPTION = [
  "The routes that Rise-Via's plugins add to Medusa. Those of Medusa itself are in Medusa's own reference.",
  "Errors are `{ type, message, code?, reasons? }`; amounts are in major units where the name does not say otherwise.",
].join("\n\n")

const SECURITY_SCHEMES = {
  publishableKey: {
    type: "apiKey",
    in: "header",
    name: "x-publishable-api-key",
    description: "Names the sales channels that a storefront sells in. Every route below `/store` asks for it.",
  },
  customerToken: { type: "http", scheme: "bearer", description: "Token of a customer, from `POST /auth/customer/…`" },
  staffToken: { type: "http", scheme: "bearer", description: "Token of a member of staff, from `POST /auth/user/…`" },
  session: { type: "apiKey", in: "cookie", name: "connect.sid", description: "From `POST /auth/session`" },
  secretKey: { type: "http", scheme: "basic", description: "A secret API key as the user name, without a password" },
}

/** The OpenAPI 3.1 document of all plugins together; the same routes always give the same bytes. */
export function toDocument(plugins: PluginFacts[], version: string): JsonSchema {
  const components = new Map<string, JsonSchema>()
  const routes = plugins
    .flatMap(({ name, routes }) => routes.map((route) => ({ route, tag: name })))
    .sort((one, other) => (one.route.path < other.route.path ? -1 : 1))

  const paths: Record<string, JsonSchema> = {}
  for (const { route, tag } of routes) {
    const path = openApiPath(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, tag, components) }
  }
  return {
    openapi: "3.1.0",
    info: { title: "Rise-Via", version, description: DESCRIPTION, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: "http://localhost:9000", description: "The store of `npm start`" }],
    tags: plugins.filter(({ routes }) => routes.length).map(({ name, description }) => ({ name, description })),
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([one], [other]) => (one < other ? -1 : 1))),
      securitySchemes: SECURITY_SCHEMES,
    },
  }
}

/** The operation with its schemas moved into the components. A mistake names the route. */
function operationOf(route: RouteContract, tag: string, components: Map<string, JsonSchema>): JsonSchema {
  const inContent = (content: JsonSchema) =>
    Object.fromEntries(
      Object.entries<JsonSchema>(content).map(([type, { schema }]) => [
        type,
        schema ? { schema: hoistTitled(schema, components) } : {},
      ])
    )
  try {
    const operation = toOperation(route, tag)
    return {
      ...operation,
      ...(operation.requestBody && {
        requestBody: { ...operation.requestBody, content: inContent(operation.requestBody.content) },
      }),
      responses: Object.fromEntries(
        Object.entries<JsonSchema>(operation.responses).map(([status, response]) => [
          status,
          { ...response, ...(response.content && { content: inContent(response.content) }) },
        ])
      ),
    }
  } catch (error) {
    throw new Error(`${route.method} ${route.path}: ${(error as Error).message}`, { cause: error })
  }
}
