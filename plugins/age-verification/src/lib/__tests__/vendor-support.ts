import type { OutboundCall, OutboundResult } from "@rise-via/core"
import { startSuiteSandbox, type SuiteSandbox } from "../../../../../integration-tests/support/sandbox"
import type { VendorSubject } from "../vendor-decision"

export const SUBJECT: VendorSubject = {
  reference: "agever_1",
  first_name: "River",
  last_name: "Tester",
  birth_date: "1999-07-04",
  return_url: "http://localhost:9000/back",
}

/** What core's outbound client does, without its database: a broken socket after sending is asked about, never repeated. */
export async function send(call: OutboundCall): Promise<OutboundResult> {
  const { request, lookup, idempotencyHeader, idempotencyKey } = call
  try {
    const answer = await fetch(request.url, {
      method: request.method,
      headers: {
        ...(request.body !== undefined && { "content-type": "application/json" }),
        ...(idempotencyHeader && { [idempotencyHeader]: idempotencyKey }),
        ...request.headers,
      },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
    })
    const isJson = answer.headers.get("content-type")?.includes("json")
    const body = isJson ? await answer.json() : await answer.text()
    const response = { status: answer.status, headers: {}, body }
    const retryable = answer.status === 429 || answer.status >= 500
    const message = `answered ${answer.status}`
    return answer.ok
      ? { outcome: "succeeded", response, attempt_id: "1" }
      : { outcome: "failed", response, message, attempt_id: "1", retryable }
  } catch (error) {
    const { message } = error as Error
    if (call.kind === "read") {
      return { outcome: "failed", message, attempt_id: "1", retryable: true }
    }
    const found = await lookup?.({} as never)
    if (found?.found === true) {
      return { outcome: "succeeded", response: found.response, attempt_id: "1" }
    }
    return found?.found === false
      ? { outcome: "failed", message, attempt_id: "1", retryable: true }
      : { outcome: "unknown", message, attempt_id: "1" }
  }
}

/** A fresh sandbox for each test of a file, with what its people do. */
export function sandboxOfEachTest() {
  let sandbox: SuiteSandbox
  beforeEach(async () => {
    sandbox = await startSuiteSandbox({ log: () => undefined })
  })
  afterEach(() => sandbox.close())
  return {
    url: () => sandbox.url,
    act: (path: string, body: unknown = {}) => sandbox.call("POST", path, body),
    requests: async (query: string): Promise<any[]> => {
      const { requests } = await sandbox.call("GET", `/__sim/requests?${query}`)
      return requests
    },
  }
}
