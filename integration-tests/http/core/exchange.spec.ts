import { openCase } from "@rise-via/core"
import { httpSuite } from "../../support"
import { payAtRegister, registerOrders } from "../../support/register"

httpSuite("core-exchange", (suite) => {
  let orderId: string
  const get = (path: string) => suite.api().get(path).set(suite.adminHeaders())
  const post = (path: string, body: object = {}) => suite.api().post(path).set(suite.adminHeaders()).send(body)

  // One sale leaves every kind of row: its push in the outbox, the call, and the register's callback in the inbox.
  beforeAll(async () => {
    const shopper = await suite.shopper()
    await suite.confirmAge(shopper)
    const { order } = await suite.cart({ shopper, complete: true })
    orderId = order.id
    await payAtRegister(suite, orderId)
    await suite.until("the callback to be handled", async () => {
      const { body } = await get("/admin/exchange/inbox?state=handled")
      return body.count > 0
    })
    await suite.settle()
  }, 60_000)

  describe("GET /admin/exchange/…", () => {
    it.each([
      ["outbox", "state=sent", "payments.posabit_order_push"],
      ["attempts", "service=posabit&state=succeeded", "create-order"],
      ["inbox", "source=payments.posabit&state=handled", "/hooks/posabit/orders/***"],
    ])("lists the %s with filters, count and page", async (kind, filter, expected) => {
      const { status, body } = await get(`/admin/exchange/${kind}?${filter}&limit=5`)
      expect(status).toBe(200)
      expect(body).toMatchObject({ offset: 0, limit: 5 })
      expect(body.count).toBeGreaterThan(0)
      expect(JSON.stringify(body[kind])).toContain(expected)
      expect((await get(`/admin/exchange/${kind}?${filter}&q=nothing-like-this`)).body).toMatchObject({
        [kind]: [],
        count: 0,
      })
    })

    it("shows one with its payload, and nothing secret or personal", async () => {
      const { body } = await get("/admin/exchange/attempts?service=posabit&operation=create-order")
      const detail = (await get(`/admin/exchange/attempts/${body.attempts[0].id}`)).body.attempt
      expect(detail.request.body.incoming_order).toMatchObject({
        reference_no: expect.any(String),
        email: "***",
        status_callback: "***",
      })
      expect(detail.request.headers).toMatchObject({ authorization: "***" })

      const { inbox } = (await get("/admin/exchange/inbox")).body
      const message = (await get(`/admin/exchange/inbox/${inbox[0].id}`)).body.inbox_message
      expect(message.body.incoming_order).toMatchObject({ status: "completed" })
      expect(message).not.toHaveProperty("raw_body")
      const token = (await registerOrders(suite, orderId))[0].status_callback.split("/").pop()
      expect(JSON.stringify([detail, message, body])).not.toContain(token)
    })

    it.each(["raw_body", "body", "headers"])("gives no %s in a list, whatever fields are asked for", async (field) => {
      const { inbox } = (await get(`/admin/exchange/inbox?fields=%2B${field}`)).body
      expect(inbox.length).toBeGreaterThan(0)
      expect(inbox[0]).not.toHaveProperty(field)
    })

    it("names the calls that a message caused", async () => {
      const { outbox } = (await get("/admin/exchange/outbox")).body
      const { attempts } = (await get(`/admin/exchange/attempts?cause_id=${outbox[0].id}`)).body
      expect(attempts).toEqual([expect.objectContaining({ operation: "create-order" })])
    })

    it.each(["outbox", "inbox", "attempts", "cases"])("is closed to shoppers and strangers: %s", async (kind) => {
      const shopper = await suite.shopper()
      expect((await suite.api().get(`/admin/exchange/${kind}`)).status).toBe(401)
      expect((await suite.api().get(`/admin/exchange/${kind}`).set(shopper.headers)).status).toBe(401)
    })

    it.each([
      ["an unknown filter", "/admin/exchange/outbox?colour=red", 400],
      ["a time that is to be like a text", "/admin/exchange/outbox?created_at[$like]=2026", 400],
      ["a limit that is no number", "/admin/exchange/outbox?limit=many", 400],
      ["a query that nobody can read", "/admin/exchange/outbox?a.b.c=1", 400],
      ["a NUL character", "/admin/exchange/outbox?topic=%00", 400],
      ["an id that is not there", "/admin/exchange/inbox/cin_none", 404],
    ])("answers %s with a clear 4xx", async (_what, path, expected) => {
      const { status, body } = await get(path)
      expect(status).toBe(expected)
      expect(body.message).toEqual(expect.any(String))
    })
  })

  describe("POST …/replay", () => {
    it("sends once more; what the register has already is not made twice; the act is audited", async () => {
      const { outbox } = (await get("/admin/exchange/outbox?topic=payments.posabit_order_push")).body
      const { status } = await post(`/admin/exchange/outbox/${outbox[0].id}/replay`)
      expect(status).toBe(200)
      await suite.until("the message to be sent again", async () => {
        const { outbox_message } = (await get(`/admin/exchange/outbox/${outbox[0].id}`)).body
        return outbox_message.state === "sent"
      })
      expect(await registerOrders(suite, orderId)).toHaveLength(1)
      const log = (await get(`/admin/audit-log?action=core.outbox_message_replayed&subject_id=${outbox[0].id}`)).body
      expect(log.count).toBe(1)
    })

    it("handles a callback once more, and nothing is captured twice", async () => {
      const { inbox } = (await get("/admin/exchange/inbox")).body
      expect((await post(`/admin/exchange/inbox/${inbox[0].id}/replay`)).status).toBe(200)
      await suite.settle()
      const { rows } = await suite.db().query("SELECT count(*)::int AS n FROM capture")
      expect(rows[0].n).toBe(1)
    })

    it("answers 404 for what is not there, 409 while somebody works on it, and 400 to a body it does not know", async () => {
      expect((await post("/admin/exchange/outbox/cout_none/replay")).status).toBe(404)
      const { outbox } = (await get("/admin/exchange/outbox")).body
      await suite.db().query("UPDATE core_outbox_message SET state = 'sending' WHERE id = $1", [outbox[0].id])
      const busy = await post(`/admin/exchange/outbox/${outbox[0].id}/replay`)
      await suite.db().query("UPDATE core_outbox_message SET state = 'sent' WHERE id = $1", [outbox[0].id])
      expect([busy.status, busy.body.message]).toEqual([409, expect.stringContaining("is being worked on")])
      expect((await post(`/admin/exchange/outbox/${outbox[0].id}/replay`, { force: true })).status).toBe(400)
    })
  })

  describe("POST /admin/exchange/cases/:id/close", () => {
    const open = async (key: string) => {
      await openCase(null, { kind: "test.case", key, summary: "Look at it", subject: { type: "order", id: orderId } })
      return (await get(`/admin/exchange/cases?kind=test.case&state=open`)).body.cases[0].id
    }

    it("closes it with what was decided, once, and audits who", async () => {
      const id = await open("one")
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => post(`/admin/exchange/cases/${id}/close`, { note: `note ${n}` }))
      )
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      const detail = (await get(`/admin/exchange/cases/${id}`)).body.case
      expect(detail).toMatchObject({ state: "closed", closed_by: expect.stringMatching(/^user_/) })
      const log = (await get(`/admin/audit-log?action=core.case_closed&subject_id=${id}`)).body
      expect(log.count).toBe(1)
    })

    it.each([{}, { note: "" }, { note: "x".repeat(2001) }, { note: 7 }, { note: "ok", more: 1 }])(
      "refuses %j and names the field",
      async (body) => {
        const id = await open("two")
        const answer = await post(`/admin/exchange/cases/${id}/close`, body)
        expect(answer.status).toBe(400)
        expect(answer.body.message).toMatch(/note|more/)
      }
    )
  })

  it("lets webhook addresses that no plugin opened pass to Medusa, and refuses wrong ones without a trace", async () => {
    expect((await suite.api().post("/hooks/nobody/home").send({})).status).toBe(404)
    const before = (await get("/admin/exchange/inbox")).body.count
    expect(
      (
        await suite
          .api()
          .post(`/hooks/posabit/orders/${"0".repeat(64)}`)
          .type("form")
          .send("a=b")
      ).status
    ).toBe(404)
    expect((await get("/admin/exchange/inbox")).body.count).toBe(before)
  })
})
