import type { OutboundCall, OutboundResult } from "@rise-via/core"
import { AeropayClient } from "../client"
import { TokenCache } from "../tokens"
import { readError } from "../wire"

const USER = "0908b07b-01a3-4226-b48a-44c0984b2906"
const ID = "b1ebceb4-74f3-4702-928f-df655798084f"
const DEBIT = { userId: USER, cents: 4200, bankAccountId: 7, referenceId: "payses_1", key: ID }
const HOLD = { transaction: { id: ID, amount: { amount: 4200, currency: "USD" }, status: "live", expiryDate: null } }

const options = { baseUrl: "http://aeropay.test/v2", apiKey: "k", apiSecret: "s", merchantId: 582, timeoutMs: 1000 }

type Answer = { status?: number; body?: unknown } | "unknown" | "unreached"

/** A client whose calls are answered one after the other; tokens are always given unless an answer is for them. */
function clientWith(answers: Answer[], { now = () => 0, ttl = 1800 }: { now?: () => number; ttl?: number } = {}) {
  const calls: OutboundCall[] = []
  let issued = 0
  const send = async (call: OutboundCall): Promise<OutboundResult> => {
    calls.push(call)
    const isToken = call.operation === "token"
    const answer = isToken ? { body: { TTL: ttl, token: `token-${++issued}` } } : answers.shift()!
    if (answer === "unknown") {
      return { outcome: "unknown", message: "silence", attempt_id: "catt_1" }
    }
    if (answer === "unreached") {
      return { outcome: "failed", message: "refused", attempt_id: "catt_1", retryable: true }
    }
    const response = { status: answer.status ?? 200, headers: {}, body: answer.body }
    return response.status < 300
      ? { outcome: "succeeded", response, attempt_id: "catt_1" }
      : { outcome: "failed", response, message: "no", attempt_id: "catt_1", retryable: false }
  }
  const client = new AeropayClient(options, send, new TokenCache(now))
  return { client, calls, tokens: () => calls.filter(({ operation }) => operation === "token").length }
}

describe("Aeropay's client", () => {
  it("asks with the user's token and the idempotency key, and blanks what is personal", async () => {
    const { client, calls } = clientWith([{ body: HOLD }])
    await expect(client.preauth(DEBIT)).resolves.toMatchObject({ ok: true, value: { id: ID, status: "live" } })
    const [token, call] = calls
    expect(token.request.body).toEqual({
      apiKey: "k",
      apiSecret: "s",
      id: 582,
      scope: "userForMerchant",
      userId: USER,
    })
    expect(token.redact).toContain("apiSecret")
    expect(call).toMatchObject({ idempotencyKey: ID, idempotencyHeader: "Idempotency-Key", kind: "write" })
    expect(call.request).toMatchObject({
      method: "POST",
      url: "http://aeropay.test/v2/preauthTransaction",
      headers: { authorization: "Bearer token-1" },
      body: { merchantId: 582, bankAccountId: 7, amount: { amount: 4200, currency: "USD" }, referenceId: "payses_1" },
    })
  })

  it("keeps a token for four fifths of its time", async () => {
    let now = 0
    const { client, tokens } = clientWith(
      [1, 2, 3].map(() => ({ body: HOLD })),
      { now: () => now }
    )
    await client.retrievePreauth(ID)
    now = 1_439_000
    await client.retrievePreauth(ID)
    expect(tokens()).toBe(1)
    now = 1_440_000
    await client.retrievePreauth(ID)
    expect(tokens()).toBe(2)
  })

  it.each(["AP004", "AP007", "AP008", "AP101"])("renews its token once on %s and asks again", async (code) => {
    const refused = { status: 401, body: { error: { code, message: "no" } } }
    const good = clientWith([refused, { body: HOLD }])
    await expect(good.client.preauth(DEBIT)).resolves.toMatchObject({ ok: true })
    expect(good.tokens()).toBe(2)
    const bad = clientWith([refused, refused])
    await expect(bad.client.preauth(DEBIT)).resolves.toMatchObject({ ok: false, kind: "auth", code })
    expect(bad.tokens()).toBe(2)
  })

  it.each([
    ["AP302", { error: { code: "AP302", message: "Insufficient funds" } }, "declined"],
    ["AP300", { success: false, code: "AP300", error: "cannot" }, "relink"],
    ["AP408", { code: "AP408", message: "Unknown Aggregator" }, "config"],
    ["AP109", { error: { code: "AP109", message: "suspended", help: "call" } }, "blocked"],
    ["AP1401", { error: { code: "AP1401", message: "in progress" } }, "unknown"],
    ["AP9999", { error: { code: "AP9999", message: "new" } }, "state"],
  ])("reads the refusal %s inside a success, and has words of its own for it", async (code, body, kind) => {
    const { client } = clientWith([{ body }])
    const outcome = await client.preauth(DEBIT)
    expect(outcome).toMatchObject({ ok: false, code, kind })
    expect(JSON.stringify(outcome)).not.toContain("Insufficient")
  })

  it.each([
    ["silence", "unknown" as const],
    ["a half answer", { body: '{"half": ' }],
    ["an answer without content", { body: {} }],
    ["an answer of another shape", { body: { transaction: { id: 7 } } }],
  ])("says of a write that it may have happened: %s", async (_name, answer) => {
    await expect(clientWith([answer]).client.sale(DEBIT)).resolves.toMatchObject({ ok: false, kind: "unknown" })
  })

  it("says of a call that was never sent that nothing happened", async () => {
    await expect(clientWith(["unreached"]).client.sale(DEBIT)).resolves.toMatchObject({ ok: false, kind: "transient" })
    await expect(clientWith([{ body: {} }]).client.retrievePreauth(ID)).resolves.toMatchObject({
      ok: false,
      kind: "transient",
    })
  })

  it("goes through a report page by page", async () => {
    const paging = (currentPage: number) => ({ totalPages: 2, totalItems: 2, currentPage, itemsPerPage: 1 })
    const batch = (batchId: number) => ({ batchId, batchDate: "2026-01-23T03:00:00-06:00", transactions: [] })
    const { client, calls } = clientWith([
      { body: { data: [batch(1)], paging: paging(1) } },
      { body: { data: [batch(2)], paging: paging(2) } },
    ])
    const found: number[] = []
    for await (const { batchId } of client.reports.batches(
      new Date("2026-01-20T12:00:00Z"),
      new Date("2026-01-24T02:00:00Z")
    )) {
      found.push(batchId)
    }
    expect(found).toEqual([1, 2])
    // Two in the morning UTC is the day before in Chicago.
    expect(calls[1].request.url).toContain("dateBegin=01-20-2026&dateEnd=01-23-2026")
    const { client: deaf } = clientWith(["unreached"])
    await expect(deaf.reports.search(new Date(0), new Date(1)).next()).rejects.toThrow("did not give the report")
  })

  it("knows every envelope of an error, and takes nothing else for one", () => {
    expect(readError({ error: "Error generating totals" })).toEqual({
      code: "ApError",
      message: "Error generating totals",
    })
    expect(readError({ success: false })).toMatchObject({ code: "ApError" })
    expect(readError({ message: "Transaction has been voided", refundTransaction: {} })).toBeUndefined()
    expect(readError(undefined)).toBeUndefined()
    expect(readError("text")).toBeUndefined()
    expect(readError({ transaction: {} })).toBeUndefined()
  })
})
