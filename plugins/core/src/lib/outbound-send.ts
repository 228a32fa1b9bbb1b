import type { OutboundCall, OutboundResponse } from "../types"

const DEFAULT_TIMEOUT_MS = 10_000
/** No answer of a provider is larger; what is gets cut off as a failure rather than filling memory. */
const MAX_ANSWER_BYTES = 5_000_000

/** The connection was never made: the service cannot have done anything. */
export class NeverReachedError extends Error {}

const NEVER_REACHED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
])

/** One HTTP call with a time-out. Throws when no whole answer came. */
export async function send({
  request,
  timeoutMs,
  idempotencyHeader,
  idempotencyKey,
}: OutboundCall): Promise<OutboundResponse> {
  const { body } = request
  const isJson = body !== undefined && typeof body !== "string"
  const headers: Record<string, string> = {
    accept: "application/json",
    ...(isJson && { "content-type": "application/json" }),
    ...(idempotencyHeader && { [idempotencyHeader]: idempotencyKey }),
    ...request.headers,
  }
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers,
      body: isJson ? JSON.stringify(body) : (body as string | undefined),
      signal: AbortSignal.timeout(timeoutMs ?? DEFAULT_TIMEOUT_MS),
      redirect: "manual",
    })
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await readBody(response) }
  } catch (error) {
    const code = (error as { cause?: { code?: string } }).cause?.code
    throw code && NEVER_REACHED.has(code) ? new NeverReachedError(code) : new Error(code ?? (error as Error).message)
  }
}

async function readBody(response: Response) {
  let text = ""
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true })
    if (text.length > MAX_ANSWER_BYTES) {
      throw new Error("the answer is too large")
    }
  }
  if (!response.headers.get("content-type")?.includes("json")) {
    return text
  }
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
