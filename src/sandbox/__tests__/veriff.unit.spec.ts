import { createHmac } from "node:crypto"
import { DEFAULT_VERIFF } from "../veriff"
import { sandboxOfEachTest, startShop } from "./support"

const { apiKey, sharedSecret } = DEFAULT_VERIFF
const hmac = (message: string) => createHmac("sha256", sharedSecret).update(message).digest("hex")

describe("Veriff", () => {
  const { api, url } = sandboxOfEachTest()
  let shop: Awaited<ReturnType<typeof startShop>>
  let status: number
  beforeEach(async () => {
    status = 200
    shop = await startShop(() => status)
    await api("/veriff/__sim/settings", "POST", { decision_url: `${shop.url}/hooks/veriff` })
  })
  afterEach(() => shop.close())

  const get = (id: string, path = "/decision", method = "GET", signature = hmac(id)) =>
    api(`/veriff/v1/sessions/${id}${path}`, method, undefined, {
      "x-auth-client": apiKey,
      "x-hmac-signature": signature,
    })
  const create = async (verification: unknown, headers: Record<string, string> = {}) => {
    const body = JSON.stringify({ verification })
    return await api("/veriff/v1/sessions", "POST", body, {
      "content-type": "application/json",
      "x-auth-client": apiKey,
      "x-hmac-signature": hmac(body),
      ...headers,
    })
  }
  const created = async (verification: unknown = { vendorData: "agever_1" }) =>
    (await create(verification)).body.verification as { id: string; url: string }
  const decide = (id: string, body: unknown) => api(`/veriff/__sim/sessions/${id}/decide`, "POST", body)

  it("makes sessions as documented, with a page for the customer", async () => {
    const answer = await create({ vendorData: "agever_1", callback: `${shop.url}/back`, lang: "en" })
    expect(answer.status).toBe(201)
    expect(answer.headers.get("x-sim-assumed")).toBeNull()
    const { id } = answer.body.verification
    expect(answer.body).toEqual({
      status: "success",
      verification: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        url: `${url()}/veriff/v/${id}`,
        vendorData: "agever_1",
        endUserId: null,
        host: url(),
        status: "created",
        sessionToken: expect.any(String),
      },
    })
    expect((await get(id)).body).toMatchObject({ status: "success", verification: null })
  })

  it("asks for the key always, and for the signature of the body or the session", async () => {
    const { id } = await created()
    const refusals = [
      await create({}, { "x-auth-client": "another" }),
      await create({}, { "x-hmac-signature": hmac("{}") }),
      await get(id, "/decision", "GET", ""),
      await get(id, "/decision", "GET", hmac("another")),
      await get(id, "", "DELETE", hmac("another")),
    ]
    expect(refusals.map((answer) => answer.status)).toEqual([401, 401, 401, 401, 401])
    expect(refusals.map(({ body }) => body.status)).toEqual(["fail", "fail", "fail", "fail", "fail"])
    expect(refusals[0].headers.get("x-sim-assumed")).toBe("true")
    expect((await get("nobody")).status).toBe(404)
    expect((await create({ callback: "nowhere" })).status).toBe(400)
  })

  it("tells the shop of a decision, signed over the bytes, and answers the same when asked", async () => {
    const { id } = await created({ vendorData: "agever_1", person: { firstName: "Ada", lastName: "Sample" } })
    const { body } = await decide(id, { outcome: "approved", person: { dateOfBirth: "2000-02-29" } })
    expect(body).toMatchObject({ session: { status: "approved" }, webhooks: [{ state: "waiting" }] })
    const { path, headers, text } = await shop.next()
    expect(path).toBe("/hooks/veriff")
    expect(headers["x-auth-client"]).toBe(apiKey)
    expect(headers["x-hmac-signature"]).toBe(hmac(text))
    const told = JSON.parse(text)
    expect(told.verification).toMatchObject({
      id,
      vendorData: "agever_1",
      status: "approved",
      code: 9001,
      person: { firstName: "Ada", lastName: "Sample", dateOfBirth: "2000-02-29", yearOfBirth: "2000" },
      document: { type: "DRIVERS_LICENSE", country: "US", state: "WA" },
    })
    expect((await get(id)).body).toEqual(told)
  })

  it.each([
    ["declined", 9102],
    ["resubmission_requested", 9103],
    ["expired", 9104],
    ["abandoned", 9104],
    ["review", 9121],
  ])("has the documented code of %s", async (outcome, code) => {
    const { id } = await created()
    await decide(id, { outcome })
    expect((await get(id)).body.verification).toMatchObject({ status: outcome, code })
  })

  it("sends events while nothing is decided, and another attempt after a resubmission", async () => {
    const { id } = await created()
    await decide(id, { outcome: "started" })
    const event = JSON.parse((await shop.next()).text)
    expect(event).toMatchObject({ id, feature: "selfid", code: 7001, action: "started", vendorData: "agever_1" })
    await decide(id, { outcome: "resubmission_requested" })
    await shop.next()
    await decide(id, { outcome: "submitted" })
    const again = JSON.parse((await shop.next()).text)
    expect(again.code).toBe(7002)
    expect(again.attemptId).not.toBe(event.attemptId)
    expect((await get(id)).body.verification).toBeNull()
  })

  it("leaves a final session alone", async () => {
    const { id } = await created()
    await decide(id, { outcome: "declined" })
    expect(await decide(id, { outcome: "approved" })).toMatchObject({ status: 422, body: { field: "outcome" } })
    expect((await decide(id, { outcome: "eaten" })).body.field).toBe("outcome")
    expect((await decide("nobody", { outcome: "approved" })).status).toBe(404)
  })

  it("repeats a webhook that nobody answered, by the sandbox's clock", async () => {
    const { id } = await created()
    status = 500
    await decide(id, { outcome: "approved" })
    const first = await shop.next()
    status = 200
    for (let waiting = 0; !waiting;) {
      waiting = (await api("/__sim/clock")).body.clock.waiting
    }
    await api("/__sim/clock", "POST", { advance_seconds: 60 })
    expect((await shop.next()).text).toBe(first.text)
  })

  it("loses, doubles and spoils webhooks when asked to", async () => {
    const { id } = await created()
    const lost = await decide(id, { outcome: "review", webhook: { lost: true } })
    expect(lost.body.webhooks).toMatchObject([{ state: "lost" }])
    await api("/veriff/__sim/webhooks/1/send", "POST", { times: 2, signature: "wrong" })
    for (const { headers, text } of [await shop.next(), await shop.next()]) {
      expect(headers["x-hmac-signature"]).not.toBe(hmac(text))
    }
    await api("/veriff/__sim/webhooks/1/send", "POST", { signature: "none" })
    expect((await shop.next()).headers["x-hmac-signature"]).toBeUndefined()
    await api("/veriff/__sim/webhooks/1/send", "POST", { signature: "tampered" })
    const { headers, text } = await shop.next()
    expect(headers["x-hmac-signature"]).toBe(hmac(text.trimEnd()))
  })

  it("lets the customer choose on a page without scripts, and sends them back", async () => {
    const { id, url: page } = await created({ callback: `${shop.url}/back` })
    const shown = await fetch(page)
    expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'")
    const left = await fetch(page, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "outcome=minor",
      redirect: "manual",
    })
    expect([left.status, left.headers.get("location")]).toEqual([303, `${shop.url}/back`])
    const { person } = (await get(id)).body.verification
    expect(person.dateOfBirth).toBe(`${new Date().getUTCFullYear() - 17}-01-01`)
  })

  it("forgets a deleted session", async () => {
    const { id } = await created()
    expect((await get(id, "", "DELETE")).body).toEqual({ status: "success", verification: { id } })
    expect((await get(id)).status).toBe(404)
    expect((await api("/veriff/__sim/sessions")).body.count).toBe(0)
  })

  it("shows sessions and webhooks in the console, and each of its buttons works", async () => {
    const { id } = await created({ person: { firstName: "Ada", lastName: "Sample" } })
    const rows = async (table: string) => (await api(`/__sim/panels/veriff/${table}`)).body.rows
    const [row] = await rows("sessions")
    expect(row.cells).toEqual([id, null, "Ada Sample", "created", null])
    const review = row.acts.find(({ label }: { label: string }) => label === "Leave to a reviewer")
    expect((await api(review.path, "POST", review.body)).status).toBe(200)
    const [webhook] = await rows("webhooks")
    expect(webhook.cells.slice(1, 3)).toEqual([id, "review"])
    expect((await api(webhook.acts[0].path, "POST", webhook.acts[0].body)).status).toBe(200)
    await decide(id, { outcome: "approved" })
    expect((await rows("sessions"))[0].acts).toEqual([])
  })
})
