import type Medusa from "@medusajs/js-sdk"
import { RiseViaError } from "./errors.js"
import type { Answer, Options, PathOf, Verb } from "./routes.js"

type Given = {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
  headers?: Record<string, string>
}

/** Makes one call. Throws a `RiseViaError` when the store refuses. */
export type Call = <V extends Verb, P extends PathOf<V>>(
  verb: V,
  path: P,
  options: Options<V, P>
) => Promise<Answer<V, P>>

/** Calls in the name of the SDK: its address, its publishable key, whoever is signed in there. */
export const callerOf =
  (sdk: Medusa): Call =>
  async (verb, path, options) =>
    (await send(sdk, verb, path, options)) as never

/**
 * The SDK's own `fetch` keeps only `message` of an error and drops the rest of the answer, the reasons of the gates
 * among it. So the request is made here, of what the SDK is configured with.
 */
export async function send(sdk: Medusa, verb: Verb, path: string, { params = {}, query, body, headers }: Given) {
  const { client } = sdk
  const config = client["config"]
  const response = await fetch(addressOf(config.baseUrl, path, params, query), {
    method: verb.toUpperCase(),
    headers: {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...client["getPublishableKeyHeader_"](),
      ...(client.locale && { "x-medusa-locale": client.locale }),
      ...texts(config.globalHeaders),
      ...(await client["getJwtHeader_"]()),
      ...headers,
    },
    credentials: config.auth?.type === "session" ? (config.auth.fetchCredentials ?? "include") : "omit",
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const isJson = response.headers.get("content-type")?.includes("json")
  const answer = isJson ? await response.json() : undefined
  if (!response.ok) {
    throw new RiseViaError(answer ?? {}, response.statusText, response.status)
  }
  return answer
}

function addressOf(baseUrl: string, path: string, params: Record<string, string>, query: Record<string, unknown> = {}) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name]))
  const url = new URL(`${baseUrl.replace(/\/+$/, "")}${filled}`)
  for (const [name, value] of Object.entries(query)) {
    append(url.searchParams, name, value)
  }
  return url
}

/** `status=a&status=b`, `created_at[$gt]=…`; what is null or undefined is left out. */
function append(search: URLSearchParams, name: string, value: unknown) {
  if (Array.isArray(value)) {
    value.forEach((each) => append(search, name, each))
  } else if (value && typeof value === "object" && !(value instanceof Date)) {
    Object.entries(value).forEach(([key, each]) => append(search, `${name}[${key}]`, each))
  } else if (value != null) {
    search.append(name, value instanceof Date ? value.toISOString() : String(value))
  }
}

/** Headers that are simple texts: the SDK also knows `null` (leave out) and options of Next.js. */
const texts = (headers: Record<string, unknown> = {}) =>
  Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === "string"))
