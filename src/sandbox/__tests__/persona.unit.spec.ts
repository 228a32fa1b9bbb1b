import { createHmac } from "node:crypto"
import { DEFAULT_PERSONA } from "../persona"
import { sandboxOfEachTest, startShop } from "./support"

const BASE = "/persona/api/v1/inquiries"
const AUTH = { authorization: `Bearer ${DEFAULT_PERSONA.apiKey}` }
const sign = (time: string, text: string, secret = DEFAULT_PERSONA.webhookSecret) =>
  createHmac("sha256", secret).update(`${time}.${text}`).digest("hex")

describe("Persona", () => {
  const { api, url } = sandboxOfEachTest()
  let shop: Awaited<ReturnType<typeof startShop>>
  beforeEach(async () => {
    shop = await startShop()
  })
  afterEach(() => shop.close())

  const listen = () => api("/persona/__sim/settings", "POST", { webhook_url: `${shop.url}/hooks/persona` })
  const create = (attributes: object = {}, headers: Record<string, string> = {}) =>
    api(
      BASE,
      "POST",
      { data: { attributes: { "inquiry-template-id": "itmpl_sandbox", "reference-id": "agever_1", ...attributes } } },
      { ...AUTH, ...headers }
    )
  const created = async (attributes: object = {}): Promise<string> => (await create(attributes)).body.data.id
  const get = async (id: string) => await api(`${BASE}/${id}`, "GET", undefined, AUTH)
  const decide = (id: string, body: unknown) => api(`/persona/__sim/inquiries/${id}/decide`, "POST", body)
  const link = async (id: string) =>
    (await api(`${BASE}/${id}/generate-one-time-link`, "POST", {}, AUTH)).body.meta["one-time-link"] as string
  const heard = async () => {
    const { headers, text } = await shop.next()
    return { text, signature: headers["persona-signature"] as string, event: JSON.parse(text).data }
  }

  it("makes inquiries in JSON:API, one a key", async () => {
    const fields = { "name-first": "Ada", birthdate: "1999-07-04" }
    const answer = await create({ fields }, { "idempotency-key": "agever_1" })
    expect(answer.status).toBe(201)
    expect(answer.body.data).toMatchObject({
      type: "inquiry",
      id: expect.stringMatching(/^inq_/),
      attributes: {
        status: "created",
        "reference-id": "agever_1",
        fields: { "name-first": { type: "string", value: "Ada" }, birthdate: { type: "date", value: "1999-07-04" } },
      },
    })
    expect((await create({}, { "idempotency-key": "agever_1" })).body.data.id).toBe(answer.body.data.id)
    expect((await create()).body.data.id).not.toBe(answer.body.data.id)
    const list = await api(`${BASE}?filter[reference-id]=agever_1`, "GET", undefined, AUTH)
    expect(list.body.data).toHaveLength(2)
    const none = await api(`${BASE}?filter[reference-id]=agever_2`, "GET", undefined, AUTH)
    expect(none.body.data).toEqual([])
  })

  it("refuses with errors whose words are assumed", async () => {
    const refusals = [
      await api(BASE, "GET"),
      await create({ "inquiry-template-id": "tmpl" }),
      await get("inq_unknown"),
      await api("/persona/api/v1/cases", "GET", undefined, AUTH),
    ]
    expect(refusals.map(({ status }) => status)).toEqual([401, 400, 404, 404])
    for (const { body, headers } of refusals) {
      expect(body.errors[0].title).toEqual(expect.any(String))
      expect(headers.get("x-sim-assumed")).toBe("true")
    }
  })

  it("tells the shop of each event, signed over its time and bytes", async () => {
    await listen()
    const id = await created()
    const first = await heard()
    expect(first.event).toMatchObject({ type: "event", attributes: { name: "inquiry.created" } })
    await decide(id, { outcome: "approved", document: { birth_date: "2001-02-03" } })
    const { text, signature, event } = await heard()
    const [, time, value] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature)!
    expect(value).toBe(sign(time, text))
    expect(event.id).toMatch(/^evt_/)
    expect(event.id).not.toBe(first.event.id)
    expect(event.attributes).toMatchObject({
      name: "inquiry.approved",
      payload: {
        data: { id, attributes: { status: "approved" } },
        included: [{ type: "verification/government-id", attributes: { status: "passed", birthdate: "2001-02-03" } }],
      },
    })
    expect((await get(id)).body).toEqual(event.attributes.payload)
  })

  it("signs twice while a secret is being replaced, and with an old time when asked to", async () => {
    await listen()
    await api("/persona/__sim/settings", "POST", { former_secret: "wbhsec_former" })
    await created()
    const { text, signature } = await heard()
    const [former, current] = signature.split(" ").map((pair) => /^t=(\d+),v1=(\w+)$/.exec(pair)!.slice(1))
    expect(former[1]).toBe(sign(former[0], text, "wbhsec_former"))
    expect(current[1]).toBe(sign(current[0], text))
    await api("/persona/__sim/webhooks/1/send", "POST", { signature: "stale" })
    const stale = await heard()
    expect(Number(current[0]) - Number(/^t=(\d+)/.exec(stale.signature)![1])).toBeGreaterThan(3500)
    expect(stale.event.id).toBe(JSON.parse(text).data.id)
  })

  it.each([
    ["pending", "inquiry.started"],
    ["completed", "inquiry.completed"],
    ["needs_review", "inquiry.marked-for-review"],
    ["declined", "inquiry.declined"],
    ["failed", "inquiry.failed"],
    ["expired", "inquiry.expired"],
  ])("announces %s as %s", async (outcome, name) => {
    const id = await created()
    await listen()
    await decide(id, { outcome })
    expect((await heard()).event.attributes.name).toBe(name)
    expect((await get(id)).body.data.attributes.status).toBe(outcome)
  })

  it("lets a reviewer decide again, but nobody once it is over", async () => {
    const id = await created()
    for (const outcome of ["completed", "needs_review", "declined", "approved"]) {
      expect((await decide(id, { outcome })).status).toBe(200)
    }
    await decide(id, { outcome: "expired" })
    expect(await decide(id, { outcome: "approved" })).toMatchObject({ status: 422, body: { field: "outcome" } })
    expect((await decide(id, { outcome: "created" })).status).toBe(400)
  })

  it("erases a person", async () => {
    const id = await created({ fields: { "name-first": "Ada" } })
    await decide(id, { outcome: "approved" })
    await api(`${BASE}/${id}`, "DELETE", undefined, AUTH)
    const { body } = await get(id)
    expect(body).toMatchObject({ data: { attributes: { fields: {} } }, included: [] })
    expect(body.data.attributes["redacted-at"]).toEqual(expect.any(String))
    expect(JSON.stringify((await api("/__sim/state")).body.services.persona.inquiries)).not.toContain("Ada")
  })

  it("gives links of which only the last one works, and lets the customer choose there", async () => {
    const id = await created({ "redirect-uri": `${shop.url}/back` })
    const [former, current] = [await link(id), await link(id)]
    expect(current).toMatch(`${url()}/persona/verify?code=`)
    expect((await fetch(former)).status).toBe(404)
    expect(await (await fetch(current)).text()).toContain("Show your licence")
    const left = await fetch(current, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "outcome=needs_review",
      redirect: "manual",
    })
    expect([left.status, left.headers.get("location")]).toEqual([303, `${shop.url}/back`])
    expect((await get(id)).body.data.attributes.status).toBe("needs_review")
  })

  it("shows inquiries in the console, and each kind of button works", async () => {
    const id = await created({ fields: { "name-first": "Ada", "name-last": "Sample" } })
    const rows = async (table: string) => (await api(`/__sim/panels/persona/${table}`)).body.rows
    const [row] = await rows("inquiries")
    expect(row.cells).toEqual([id, "agever_1", "Ada Sample", "created", "inquiry.created: no-address"])
    expect((await api(row.acts[0].path, "POST", row.acts[0].body)).status).toBe(200)
    expect((await rows("inquiries"))[0].cells[3]).toBe("approved")
    expect((await rows("webhooks"))[0].cells.slice(1, 3)).toEqual([id, "inquiry.approved"])
  })
})
