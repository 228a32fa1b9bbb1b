import { RequestLog } from "../frame/request-log"
import { Shelf } from "../frame/shelf"
import { openStream } from "./streams"
import { basic, sandboxOfEachTest, SHOP } from "./support"

const ORDERS = "/posabit/api/v3/incoming_orders"
const aMessage = { channel: "email", to: "ada@example.com", template: "core-hello", data: { name: "Ada" } }

describe("the console", () => {
  const { api, url, createOrder } = sandboxOfEachTest()

  it("is a page that runs nothing but its own files, and all of them are there", async () => {
    const { body, headers } = await api("/")
    const policy = headers.get("content-security-policy")!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain("unsafe")
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style| on[a-z]+=| style=/)
    const files = [...body.matchAll(/(?:src|href)="([a-z-]+\.(?:js|css|svg))"/g)].map(([, file]) => file)
    expect(files).toEqual(expect.arrayContaining(["main.js", "console.css"]))
    for (const file of files) {
      expect(await api(`/${file}`)).toMatchObject({ status: 200 })
    }
    expect((await api("/../server.ts")).status).toBe(404)
  })

  it("shows mails in a frame without scripts, forms or strange addresses, and does not record the look", async () => {
    await api("/messages", "POST", { ...aMessage, content: { subject: "Hi", html: "<script>alert(1)</script><p>Hi" } })
    const { rows, count } = (await api("/__sim/panels/messages/messages")).body
    expect(count).toBe(1)
    expect(rows[0]).toMatchObject({ id: "msg_000001", detail: { content: { subject: "Hi" } } })
    expect(rows[0].detail.content).not.toHaveProperty("html")
    const preview = await api(rows[0].preview)
    expect(preview.body).toContain("<p>Hi")
    const policy = preview.headers.get("content-security-policy")!.split("; ")
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "sandbox", "frame-ancestors 'self'"]))
    expect((await api("/__sim/requests")).body.count).toBe(1)
    expect((await api("/messages/__sim/msg_9/preview")).status).toBe(404)
  })

  it("lists the panels of all services, and pages and searches their tables", async () => {
    const { panels } = (await api("/__sim/panels")).body
    const posabit = panels.find(({ name }: { name: string }) => name === "posabit")
    expect(posabit.tables[0]).toEqual({
      name: "orders",
      title: expect.any(String),
      empty: expect.any(String),
      columns: expect.arrayContaining(["Reference", "Total"]),
    })
    await createOrder()
    const { id } = await createOrder({ reference_no: "order_2", last_name: "Green" })
    await createOrder({ reference_no: "order_3" })
    const page = async (query: string) => (await api(`/__sim/panels/posabit/orders?${query}`)).body
    expect(await page("limit=1&offset=1")).toMatchObject({ count: 3, limit: 1, offset: 1, rows: [{ id: String(id) }] })
    expect(await page("q=GREEN")).toMatchObject({
      count: 1,
      rows: [{ id: String(id), cells: [id, "order_2", "pickup", "$102.01", "Pending", null] }],
    })
    expect(await page("q=nobody")).toMatchObject({ count: 0, rows: [] })
    expect((await api("/__sim/panels/posabit/orders?limit=0")).body.field).toBe("limit")
    expect((await api("/__sim/panels/posabit/drawers")).status).toBe(404)
    expect((await api("/__sim/panels/stripe/orders")).status).toBe(404)
  })

  it("offers acts that do what they say, and none that the register would refuse", async () => {
    const { id } = await createOrder()
    const acts = async () => (await api("/__sim/panels/posabit/orders")).body.rows[0].acts
    const named = async (label: string) => (await acts()).find((act: { label: string }) => act.label === label)
    for (const { path, body, asks = [] } of await acts()) {
      // Each act of a fresh order is accepted by a fresh order.
      const filled = { ...body }
      asks.forEach(({ name }: { name: string }) =>
        name.startsWith("callback.") ? (filled.callback = { delay_ms: 5 }) : (filled[name] = 5)
      )
      const other = await createOrder()
      expect(await api(path.replace(id, other.id), "POST", filled)).toMatchObject({ status: 200 })
    }
    await api("/__sim/reset", "POST")
    await createOrder()
    const approve = await named("Approve")
    expect((await api(approve.path, "POST", approve.body)).body.order.status).toBe("completed")
    expect(await named("Approve")).toBeUndefined()
    expect(await named("Decline")).toBeUndefined()
    expect((await named("Call back twice")).body).toEqual({ times: 2 })
  })

  it("hears of changes in batches, and of which lists they were", async () => {
    const stream = await openStream(`${url()}/__sim/stream`)
    expect(stream.headers["content-type"]).toBe("text/event-stream")
    expect((await stream.next()).event).toBe("hello")
    await Promise.all(Array.from({ length: 200 }, () => api("/messages", "POST", aMessage)))
    const topics = new Set<string>()
    while (!topics.has("requests") || !topics.has("messages")) {
      const { event, data } = await stream.next()
      expect(event).toBe("changed")
      data.topics.forEach((topic: string) => topics.add(topic))
    }
    expect([...topics].sort()).toEqual(["messages", "requests"])
    expect(stream.heard.length).toBeLessThan(100)
    await api("/__sim/faults", "POST", { status: 500 })
    while (!topics.has("faults")) {
      ;(await stream.next()).data.topics.forEach((topic: string) => topics.add(topic))
    }
    stream.close()
  })

  it("is steered by its own page only: no other page may press its buttons", async () => {
    const { id } = await createOrder()
    for (const path of [`/posabit/__sim/orders/${id}/callbacks`, "/__sim/reset"]) {
      const from = async (origin: string) => (await api(path, "POST", {}, { origin })).status
      expect(await from("https://evil.example.com")).toBe(403)
      expect(await from("null")).toBe(403)
      expect(await from(url())).toBe(200)
    }
  })
})

describe("the record of requests", () => {
  const { api, createOrder } = sandboxOfEachTest()
  const find = async (query: string) => (await api(`/__sim/requests?${query}`)).body

  it("keeps the answer: status, headers, body", async () => {
    const { id } = await createOrder()
    const { requests, last_id } = await find("")
    expect(requests[0]).toMatchObject({
      status: 200,
      answer: { status: 200, headers: { "x-sim-assumed": "true" }, body: { incoming_order: { id } } },
    })
    expect((await api(`/__sim/requests/${last_id}`)).body.request).toEqual(requests[0])
    expect((await api("/__sim/requests/99")).status).toBe(404)
    expect((await api("/__sim/requests/x")).status).toBe(404)
  })

  it("shows what a lost answer said, and that the shop never got it", async () => {
    await api("/__sim/faults", "POST", { drop: "after" })
    await expect(createOrder()).rejects.toThrow("fetch failed")
    await api("/__sim/faults", "POST", { status: 503, body: "busy" })
    await createOrder().catch(() => undefined)
    expect((await find("")).requests).toMatchObject([
      { status: 503, answer: { status: 503, body: "busy" } },
      { status: null, answer: { status: 200, body: { incoming_order: { reference_no: "order_1" } } } },
    ])
    expect((await find("status=none")).count).toBe(1)
  })

  it("is found by service, method, kind of answer, and text in address, body or answer", async () => {
    await createOrder({ reference_no: "order_NEEDLE" })
    await api("/messages", "POST", { ...aMessage, to: "bob@example.com" })
    await api(ORDERS, "GET", undefined, basic("stranger", "x"))
    const count = async (query: string) => (await find(query)).count
    expect(await count("q=needle")).toBe(1)
    expect(await count("q=BOB%40example")).toBe(1)
    expect(await count("q=access denied")).toBe(1)
    expect(await count("status=4xx")).toBe(1)
    expect(await count("status=2xx")).toBe(2)
    expect(await count("method=post&service=posabit")).toBe(1)
    expect(await find("after=2")).toMatchObject({ count: 1, requests: [{ id: 3 }], last_id: 3 })
    expect(await find("until=2&limit=1")).toMatchObject({ count: 2, requests: [{ id: 2 }] })
    expect((await api("/__sim/requests?status=9xx")).body.field).toBe("status")
  })

  it("is cleared without touching what the services have, and numbers go on", async () => {
    await createOrder()
    await api("/__sim/requests", "DELETE")
    expect(await find("")).toMatchObject({ requests: [], count: 0, last_id: 1 })
    expect((await api("/posabit/__sim/orders")).body.count).toBe(1)
    await createOrder()
    expect((await find("")).requests[0].id).toBe(2)
  })

  it("cuts large bodies down to their beginning", async () => {
    await api("/messages", "POST", { ...aMessage, data: { text: "x".repeat(50_000) } })
    const [{ body, answer }] = (await find("")).requests
    expect(body).toMatchObject({ truncated: true, beginning: expect.stringContaining('{"channel":"email"') })
    expect(answer.body).toMatchObject({ truncated: true })
  })
})

describe("the log of requests", () => {
  const request = {
    service: "s",
    method: "POST",
    path: "/",
    query: {},
    headers: {},
    body: null,
    status: 200,
    answer: null,
    duration_ms: 1,
    fault: null,
    received_at: "2026-01-01T00:00:00.000Z",
  }

  it("keeps ten thousand, and drops the bodies of the oldest before they fill memory", () => {
    const log = new RequestLog()
    const large = JSON.stringify("x".repeat(16_000))
    for (let count = 0; count < 12_500; count++) {
      log.keepBody(log.add(request), "body", large)
    }
    expect(log.size).toBe(10_000)
    const { rows } = log.list({}, { limit: 10_000, offset: 0 })
    const whole = rows.filter(({ body }) => typeof body === "string")
    expect(whole.length).toBeGreaterThan(1_500)
    expect(whole.length * 16_000).toBeLessThan(32_100_000)
    expect(rows[0].body).toHaveLength(16_000)
    expect(rows.at(-1)!.body).toEqual({ dropped: expect.any(String) })
    expect(log.list({ q: "nowhere" }, { limit: 50, offset: 0 }).count).toBe(0)
  })

  it("still keeps bodies after a long life of small ones", () => {
    const log = new RequestLog()
    for (let count = 0; count < 40_000; count++) {
      log.keepBody(log.add(request), "body", JSON.stringify("y".repeat(1_500)))
    }
    expect(log.list({}, { limit: 10_000, offset: 0 }).rows.every(({ body }) => typeof body === "string")).toBe(true)
  })
})

describe("a shelf with a budget", () => {
  it("makes room by weight, keeps at least the newest, and pages without a copy of all", () => {
    const shelf = new Shelf<string>(10, { weigh: ({ length }) => length, budget: 10 })
    ;["aaaa", "bbbb", "cc"].forEach((entry) => shelf.put(entry[0], entry))
    expect(shelf.newestFirst()).toEqual(["cc", "bbbb", "aaaa"])
    shelf.put("d", "ddd")
    expect(shelf.newestFirst()).toEqual(["ddd", "cc", "bbbb"])
    shelf.put("b", "b")
    expect(shelf.newestFirst()).toEqual(["ddd", "cc", "b"])
    shelf.put("e", "e".repeat(50))
    expect(shelf.newestFirst()).toEqual(["e".repeat(50)])
    expect(shelf.page({ limit: 1, offset: 1 })).toMatchObject({ rows: [], count: 1 })
    expect(shelf.get("d")).toBeUndefined()
  })
})

describe("faults", () => {
  const { api } = sandboxOfEachTest()
  const fault = (body: unknown) => api("/__sim/faults", "POST", body)

  it("are taken back one by one, and listed in pages", async () => {
    await fault({ status: 500, times: 9 })
    await fault({ status: 503, times: 9 })
    expect((await api("/__sim/faults?limit=1&offset=1")).body).toMatchObject({
      count: 2,
      faults: [{ id: 2, status: 503 }],
    })
    expect((await api("/__sim/faults/1", "DELETE")).body).toMatchObject({ fault: { id: 1 }, deleted: true })
    expect((await api("/messages")).status).toBe(503)
    expect((await api("/__sim/faults/1", "DELETE")).status).toBe(404)
    expect((await api("/__sim/faults/x", "DELETE")).status).toBe(404)
  })

  it("are at most a thousand at a time; used up ones make room", async () => {
    await fault({ status: 500 })
    for (let count = 1; count < 1_000; count++) {
      await fault({ service: "posabit", status: 500 })
    }
    expect((await fault({ status: 500 })).status).toBe(422)
    await api("/messages")
    expect((await fault({ status: 503 })).status).toBe(201)
    expect((await api("/posabit/api/v3/info", "GET", undefined, SHOP)).status).toBe(500)
  })
})
