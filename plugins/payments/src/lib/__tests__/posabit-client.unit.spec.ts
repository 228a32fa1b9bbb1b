import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { OutboundCall, OutboundResult } from "@rise-via/core"
import { PosabitClient } from "../posabit-client"

type Handler = (req: IncomingMessage, body: any, res: ServerResponse) => void

/** What core's outbound client does, without its database: a broken socket after sending is asked about, never repeated. */
async function send(call: OutboundCall): Promise<OutboundResult> {
  const { request, lookup } = call
  const body = request.body === undefined ? undefined : JSON.stringify(request.body)
  try {
    const answer = await fetch(request.url, {
      method: request.method,
      headers: { "content-type": "application/json", ...request.headers },
      body,
    })
    const response = { status: answer.status, headers: {}, body: await answer.json() }
    return answer.ok
      ? { outcome: "succeeded", response, attempt_id: "1" }
      : {
          outcome: "failed",
          response,
          message: `answered ${answer.status}`,
          attempt_id: "1",
          retryable: answer.status === 429,
        }
  } catch (error) {
    const found = await lookup?.({} as never)
    if (found?.found === true) {
      return { outcome: "succeeded", response: found.response, attempt_id: "1" }
    }
    const message = (error as Error).message
    return found?.found === false
      ? { outcome: "failed", message, attempt_id: "1", retryable: true }
      : { outcome: "unknown", message, attempt_id: "1" }
  }
}

describe("PosabitClient on real sockets", () => {
  let server: Server
  let handler: Handler
  let seen: { method?: string; url?: string; authorization?: string; body: any }[]
  let client: PosabitClient
  let connection: ConstructorParameters<typeof PosabitClient>[0]

  beforeAll(async () => {
    server = createServer(async (req, res) => {
      const chunks: Buffer[] = []
      for await (const chunk of req) {
        chunks.push(chunk)
      }
      const text = Buffer.concat(chunks).toString()
      const body = text ? JSON.parse(text) : undefined
      seen.push({ method: req.method, url: req.url, authorization: req.headers.authorization, body })
      handler(req, body, res)
    })
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  })

  afterAll(() => new Promise((done) => server.close(done)))

  beforeEach(() => {
    seen = []
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`
    connection = { baseUrl, integratorToken: "integrator", venueToken: "venue", auth: "basic", timeoutMs: 5000 }
    client = new PosabitClient(connection, send)
  })

  const json = (res: ServerResponse, status: number, body: unknown) =>
    res.writeHead(status, { "content-type": "application/json", connection: "close" }).end(JSON.stringify(body))

  const row = (reference_no: string, id = 5) => ({
    incoming_order: { id, reference_no, aasm_state: "pending", total: 4000 },
  })

  it("says who it is with Basic, or with Bearer where the option says so", async () => {
    handler = (_req, _body, res) => json(res, 200, row("order_1"))
    await client.retrieve("5")
    await new PosabitClient({ ...connection, auth: "bearer" }, send).retrieve("5")
    expect(seen.map(({ authorization }) => authorization)).toEqual([
      `Basic ${Buffer.from("integrator:venue").toString("base64")}`,
      "Bearer venue",
    ])
  })

  it("places an order wrapped as POSaBIT wants it", async () => {
    handler = (_req, body, res) => json(res, 200, row(body.incoming_order.reference_no))
    const result = await client.create({ reference_no: "order_1" }, "order_1")
    expect(result).toMatchObject({ outcome: "created", order: { id: "5", total_cents: 4000 } })
    expect(seen).toMatchObject([
      { method: "POST", url: "/api/v3/incoming_orders", body: { incoming_order: { reference_no: "order_1" } } },
    ])
  })

  it("finds the order that was made before the answer was lost, and sends nothing twice", async () => {
    handler = (req, _body, res) =>
      req.method === "POST" ? res.destroy() : json(res, 200, { total_records: 1, incoming_orders: [row("order_1")] })
    await expect(client.create({}, "order_1")).resolves.toMatchObject({ outcome: "created", order: { id: "5" } })
    expect(seen.filter(({ method }) => method === "POST")).toHaveLength(1)
  })

  it("reports a request that was lost before anything happened as one that may be sent again", async () => {
    handler = (req, _body, res) => (req.method === "POST" ? res.destroy() : json(res, 200, { incoming_orders: [] }))
    await expect(client.create({}, "order_1")).resolves.toMatchObject({ outcome: "unavailable" })
  })

  it("does not guess when the look-up fails too", async () => {
    handler = (_req, _body, res) => res.destroy()
    await expect(client.create({}, "order_1")).resolves.toMatchObject({ outcome: "unknown" })
  })

  it("tells a refusal from a service that is busy", async () => {
    handler = (_req, _body, res) => json(res, 422, { errors: { telephone: ["is invalid"] } })
    await expect(client.create({}, "order_1")).resolves.toMatchObject({ outcome: "refused", status: 422 })
    handler = (_req, _body, res) => json(res, 429, {})
    await expect(client.create({}, "order_1")).resolves.toMatchObject({ outcome: "unavailable" })
  })

  it("takes no order of somebody else from a venue that ignores the filter", async () => {
    const foreign = { total_pages: 1, incoming_orders: [row("order_2", 6), row("order_3", 7)] }
    handler = (_req, _body, res) => json(res, 200, foreign)
    await expect(client.findByReference("order_1")).resolves.toEqual({ outcome: "missing" })
    expect(decodeURIComponent(seen[0].url ?? "")).toBe("/api/v3/incoming_orders?q[reference_no_eq]=order_1&page=1")
  })

  it("finds an order behind the first page of a venue that ignores the filter", async () => {
    const pages = [
      [row("order_2", 6), row("order_3", 7)],
      [row("order_4", 8), row("order_1", 9)],
    ]
    handler = (_req, _body, res) => json(res, 200, { total_pages: 2, incoming_orders: pages[seen.length - 1] })
    await expect(client.findByReference("order_1")).resolves.toMatchObject({ outcome: "found", order: { id: "9" } })
  })

  it.each([
    ["that has other orders and no second page", { incoming_orders: [row("order_2", 6)] }],
    ["with rows that cannot be read", { total_pages: 1, incoming_orders: [{ incoming_order: { note: "?" } }] }],
  ])("does not call an order missing after a page %s", async (_name, body) => {
    handler = (_req, _body, res) => json(res, 200, body)
    await expect(client.findByReference("order_1")).resolves.toMatchObject({ outcome: "unavailable" })
  })

  it("names the doubles of an order that is there twice", async () => {
    handler = (_req, _body, res) => json(res, 200, { incoming_orders: [row("order_1", 6), row("order_1", 7)] })
    await expect(client.findByReference("order_1")).resolves.toMatchObject({ order: { id: "6" }, more: [{ id: "7" }] })
  })

  it("tells an order that is gone from a service that is", async () => {
    handler = (_req, _body, res) => json(res, 404, {})
    await expect(client.retrieve("5")).resolves.toEqual({ outcome: "missing" })
    handler = (_req, _body, res) => json(res, 200, { maintenance: true })
    await expect(client.retrieve("5")).resolves.toMatchObject({ outcome: "unavailable" })
    await expect(client.findByReference("order_1")).resolves.toMatchObject({ outcome: "unavailable" })
  })
})
