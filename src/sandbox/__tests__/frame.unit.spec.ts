import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import { Shelf } from "../frame/shelf"
import { refusedToCall } from "../frame/local-url"
import { startSandbox } from "../server"
import { call, sandboxOfEachTest, SHOP } from "./support"

const ORDERS = "/posabit/api/v3/incoming_orders"
const aMessage = { channel: "email", to: "ada@example.com", template: "core-hello", data: { name: "Ada" } }

describe("the sandbox", () => {
  const { api, url, createOrder } = sandboxOfEachTest()

  const messageCount = async () => (await api("/messages")).body.count

  it("says that it is well", async () => {
    const { body } = await api("/health")
    expect(body).toMatchObject({ status: "ok", services: expect.arrayContaining(["posabit", "messages"]) })
  })

  it("refuses a second one on the same port", async () => {
    await expect(startSandbox({ port: Number(new URL(url()).port) })).rejects.toMatchObject({ code: "EADDRINUSE" })
  })

  it("forgets everything on reset, and starts numbering again", async () => {
    const first = await createOrder()
    await api("/messages", "POST", aMessage)
    await api("/__sim/faults", "POST", { status: 503, times: 100 })
    expect((await api("/__sim/state")).body).toMatchObject({ request_count: 2, faults: [{ id: 1, left: 100 }] })

    await api("/__sim/reset", "POST")

    const { body: state } = await api("/__sim/state")
    expect(state).toEqual({
      services: expect.objectContaining({ posabit: { orders: [], callbacks: [] }, messages: { messages: [] } }),
      faults: [],
      request_count: 0,
    })
    expect((await createOrder()).id).toBe(first.id)
  })

  it("records each request with its answer, without credentials, and leaves its own control calls out", async () => {
    await createOrder()
    await api("/messages?to=nobody", "GET", undefined, { cookie: "session=1", "x-api-key": "k" })
    await api("/posabit/__sim/orders")
    const { body } = await api("/__sim/requests")
    expect(body).toMatchObject({
      count: 2,
      requests: [
        { service: "messages", method: "GET", path: "/messages", query: { to: "nobody" }, status: 200 },
        {
          service: "posabit",
          method: "POST",
          path: ORDERS,
          status: 200,
          body: { incoming_order: { reference_no: "order_1" } },
        },
      ],
    })
    expect(body.requests[0].headers).toMatchObject({ cookie: "[redacted]", "x-api-key": "[redacted]" })
    expect(body.requests[1].headers.authorization).toBe("[redacted]")
    expect((await api("/__sim/requests?service=posabit&limit=1&offset=0")).body).toMatchObject({
      count: 1,
      limit: 1,
      offset: 0,
    })
  })

  describe("faults", () => {
    const fault = (body: unknown) => api("/__sim/faults", "POST", body)

    it("drops a request before its effect", async () => {
      await fault({ service: "messages", match: { method: "POST", path: "/messages" }, drop: "before" })
      await expect(api("/messages", "POST", aMessage)).rejects.toThrow("fetch failed")
      expect(await messageCount()).toBe(0)
      expect((await api("/messages", "POST", aMessage)).status).toBe(201)
      expect((await api("/__sim/requests?service=messages&method=POST")).body.requests).toMatchObject([
        { status: 201, fault: null },
        { status: null, fault: 1, body: aMessage },
      ])
    })

    it("drops the answer after the effect", async () => {
      await fault({ match: { method: "post", path: "/posabit/api/*/incoming_orders" }, drop: "after" })
      await expect(createOrder()).rejects.toThrow("fetch failed")
      expect((await api("/posabit/__sim/orders")).body).toMatchObject({
        count: 1,
        orders: [{ reference_no: "order_1" }],
      })
      expect((await api("/__sim/faults")).body.faults).toMatchObject([{ id: 1, times: 1, left: 0 }])
    })

    it("answers with a status and a body instead of doing the work, as often as told, in the order of the rules", async () => {
      await fault({ match: { path: "/api/v3/incoming_orders" }, times: 2, status: 503, body: { error: "busy" } })
      await fault({ match: { path: ORDERS }, status: 500, body: "oh no" })
      const statuses = []
      for (let turn = 0; turn < 4; turn++) {
        statuses.push((await api(ORDERS, "GET", undefined, SHOP)).status)
      }
      expect(statuses).toEqual([503, 503, 500, 200])
    })

    it("delays an answer until after a client has given up, having done the work", async () => {
      await fault({ match: { method: "POST", path: "/messages" }, delay_ms: 600_000, delay_at: "after" })
      const impatient = new AbortController()
      const asked = fetch(`${url()}/messages`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(aMessage),
        signal: impatient.signal,
      })
      while (!(await messageCount())) {
        // The message arrives by itself: the test only asks again.
      }
      impatient.abort()
      await expect(asked).rejects.toThrow("aborted")
    })

    it("goes on after a delay, and lets go of delayed requests on reset", async () => {
      await fault({ service: "messages", delay_ms: 20 })
      expect((await api("/messages", "POST", aMessage)).status).toBe(201)
      await fault({ service: "messages", delay_ms: 600_000 })
      const held = expect(api("/messages", "POST", aMessage)).rejects.toThrow("fetch failed")
      while ((await api("/__sim/requests?service=messages")).body.requests[0].fault !== 2) {
        // The request is on its way.
      }
      await api("/__sim/reset", "POST")
      await held
    })

    it("can be taken back", async () => {
      await fault({ status: 503, times: 1000 })
      await api("/__sim/faults", "DELETE")
      expect((await api("/messages")).status).toBe(200)
    })

    it.each([
      [{ service: "stripe", status: 500 }, "service"],
      [{ status: 500, drop: "after" }, "status"],
      [{ status: 99 }, "status"],
      [{ body: {} }, "body"],
      [{}, "status"],
      [{ status: 500, times: 0 }, "times"],
      [{ status: 500, matches: {} }, "matches"],
      [{ status: 500, match: { path: 1 } }, "match.path"],
      [{ drop: "sometimes" }, "drop"],
    ])("refuses %j naming %s", async (body, field) => {
      const answer = await fault(body)
      expect(answer).toMatchObject({ status: 400, body: { field } })
      expect(answer.body.message).toContain(`\`${field}\``)
    })
  })

  it.each([
    ["/messages", "POST", "{ not json", 400],
    ["/messages", "POST", JSON.stringify({ ...aMessage, data: { text: "x".repeat(6_000_000) } }), 413],
    ["/__sim/requests?limit=0", "GET", undefined, 400],
    ["/__sim/requests?colour=red", "GET", undefined, 400],
    ["/nowhere", "GET", undefined, 404],
    ["/posabit/__sim/orders/%E0%A4%A", "GET", undefined, 400],
  ])("answers bad input at %s with %s and never 500", async (path, method, body, status) => {
    const answer = await api(path, method, body, { "content-type": "application/json" })
    expect(answer.status).toBe(status)
    expect(answer.body.message).toEqual(expect.any(String))
  })
})

describe("a shelf", () => {
  it("keeps the latest entries only", () => {
    const shelf = new Shelf<number>(3)
    ;[1, 2, 3, 4, 5].forEach((entry) => shelf.put(entry, entry))
    expect(shelf.newestFirst()).toEqual([5, 4, 3])
    expect(shelf.get(1)).toBeUndefined()
  })
})

describe("addresses the sandbox may call", () => {
  it.each(["http://localhost:9000/hooks/x", "https://127.0.0.1/", "http://[::1]:9000/hooks", "http://LOCALHOST/"])(
    "%s",
    (address) => expect(refusedToCall(address)).toBeUndefined()
  )

  it.each([
    "http://example.com/",
    "http://localhost.example.com/",
    "http://localhost@example.com/",
    "http://169.254.169.254/latest",
    "http://10.0.0.1/",
    "http://[::ffff:10.0.0.1]/",
    "ftp://localhost/",
    "file:///etc/passwd",
    "not a url",
  ])("not %s", (address) => expect(refusedToCall(address)).toEqual(expect.any(String)))
})

describe("the sandbox as a process", () => {
  const started: ChildProcess[] = []
  afterEach(() => started.splice(0).forEach((child) => child.kill("SIGKILL")))

  const start = async (env: Record<string, string> = {}) => {
    const child = fork(path.join(__dirname, "..", "index.ts"), {
      execArgv: ["--import", "tsx"],
      env: { ...process.env, SANDBOX_PORT: "0", ...env },
      silent: true,
    })
    started.push(child)
    return child
  }

  it("ends with the parent that started it, and on SIGTERM", async () => {
    const [orphan, told] = await Promise.all([start(), start()])
    const [[ready], [other]] = await Promise.all([once(orphan, "message"), once(told, "message")])
    expect((await call(`${(ready as { url: string }).url}/health`)).status).toBe(200)
    expect((other as { type: string }).type).toBe("ready")
    const ends = Promise.all([once(orphan, "exit"), once(told, "exit")])
    orphan.disconnect()
    told.kill("SIGTERM")
    expect(await ends).toEqual([
      [0, null],
      [0, null],
    ])
  })

  it("names the variable to set when its port is taken or no number", async () => {
    const running = await start()
    const [{ url }] = (await once(running, "message")) as [{ url: string }]
    const lines = await Promise.all(
      [new URL(url).port, "ninety"].map(async (port) => {
        const child = await start({ SANDBOX_PORT: port })
        const said: Buffer[] = []
        child.stderr!.on("data", (chunk) => said.push(chunk))
        const [code] = await once(child, "close")
        expect(code).toBe(1)
        return Buffer.concat(said).toString()
      })
    )
    expect(lines[0]).toMatch(/^sandbox: port \d+ is taken; set SANDBOX_PORT to a free one\n$/)
    expect(lines[1]).toBe('sandbox: SANDBOX_PORT must be a port number, not "ninety"\n')
  })
})
