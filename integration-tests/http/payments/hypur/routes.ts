import type { HttpSuite } from "../../../support"
import { hypurStore } from "./hypur"

/** Rights, contracts and bad input of the routes. */
export function routeSpecs(suite: HttpSuite) {
  const { admin, asked, at, captured, fault, placed, rowOf } = hypurStore(suite)

  describe("the store's routes", () => {
    it("say what the SDK needs, and whether Hypur has told us that it is paid", async () => {
      const { shopper, session, requestId } = await asked()
      const path = `/store/hypur/payment-sessions/${session.id}`
      const { body } = await suite.api().get(path).set(shopper.headers).expect(200)
      expect(body.hypur_payment).toMatchObject({
        request_id: requestId,
        status: "awaiting_customer",
        is_paid: false,
        sdk: { environment: "TEST", client_pub_key: "sandbox-hypur-pub-key", api_version: "1.0" },
      })
      await at(requestId, "approve")
      const after = await suite.api().post(`${path}/refresh`).set(shopper.headers).send({}).expect(200)
      expect(after.body.hypur_payment).toMatchObject({ status: "approved", is_paid: true })
      await suite.api().get("/store/hypur/payment-sessions/payses_none").set(shopper.headers).expect(404)
    })

    it("look a phone up for a customer, and keep nothing of it", async () => {
      const shopper = await suite.shopper()
      const verify = (phone: unknown) => suite.api().post("/store/hypur/verify").set(shopper.headers).send({ phone })
      const known = await verify("(206) 555-0142").expect(200)
      expect(known.body).toEqual({
        has_profile: true,
        has_bank_account: true,
        sms_sent: false,
        sign_up_url: "https://test.hypur.com/SignUp",
      })
      expect((await verify("+1 206 555 0140")).body).toMatchObject({ has_profile: false })
      for (const wrong of ["12345", "", 7, null, "x".repeat(50)]) {
        expect((await verify(wrong)).status).toBe(400)
      }
      await suite.api().post("/store/hypur/verify").set(suite.storeHeaders()).send({ phone: "2065550142" }).expect(401)
      await fault({ path: "*/consumer/verify" }, { status: 503, times: 3 })
      expect((await verify("2065550142")).status).toBe(409)
      const { rows } = await suite.db().query("SELECT 1 FROM core_attempt WHERE request::text LIKE '%2065550142%'")
      expect(rows).toEqual([])
    })

    it("find the payment of a registered customer's cart for nobody else", async () => {
      const { session } = await asked()
      const other = await suite.shopper()
      const path = `/store/hypur/payment-sessions/${session.id}`
      for (const headers of [other.headers, suite.storeHeaders()]) {
        await suite.api().get(path).set(headers).expect(404)
        await suite.api().post(`${path}/refresh`).set(headers).send({}).expect(404)
      }
    })

    it("text a link only to the phone of the customer's own account, and not all day", async () => {
      const shopper = await suite.shopper()
      const text = (phone: string) =>
        suite.api().post("/store/hypur/verify").set(shopper.headers).send({ phone, send_sms: true })
      expect((await text("2065550143")).status).toBe(400)
      await suite.api().post("/store/customers/me").set(shopper.headers).send({ phone: "(206) 555-0144" }).expect(200)
      expect((await text("2065550143")).status).toBe(400)
      expect((await text("206 555 0144")).body).toMatchObject({ sms_sent: true })
      // Whoever did not get the message asks for it: it is not sent twice by itself.
      await fault({ path: "*/consumer/verify" }, { status: 503 })
      expect((await text("2065550144")).status).toBe(409)
      expect((await text("2065550144")).status).toBe(200)
      const once = await text("2065550144")
      expect(once.status).toBe(429)
      expect(Number(once.headers["retry-after"])).toBeGreaterThan(0)
      const { rows } = await suite
        .db()
        .query("SELECT 1 FROM core_attempt WHERE request::text || response::text ~ '2065550144|Robin'")
      expect(rows).toEqual([])
    })

    it("refuse data of a session that they do not know, so that no PIN is ever stored", async () => {
      const { shopper, cart } = await asked()
      const choose = (data: object) =>
        suite
          .api()
          .post(`/store/payment-collections/${cart.payment_collection.id}/payment-sessions`)
          .set(shopper.headers)
          .send({ provider_id: "pp_hypur_hypur", data })
      expect((await choose({ pin: "1234" })).status).toBe(400)
      const { body } = await choose({ buyer: { first_name: "Ada", phone: "206-555-0199" } }).expect(200)
      expect(JSON.stringify(body)).not.toContain("0199")
      // Whole values: ids and times have such digits too.
      const { rows } = await suite.db().query(`SELECT 1 FROM payment_session WHERE data::text ~ '555-?0199|"1234"'`)
      expect(rows).toEqual([])
    })
  })

  describe("the admin routes", () => {
    it("list with filters and paging, and show one with its acts", async () => {
      const { order, session } = await placed()
      const row = await captured(session.id)
      const { body } = await admin("get", `/admin/payments/hypur-requests?order_id=${order.id}&limit=1`)
      expect(body).toMatchObject({ count: 1, offset: 0, limit: 1, hypur_requests: [{ id: row.id }] })
      const one = await admin("get", `/admin/payments/hypur-requests/${row.id}`)
      expect(one.body).toMatchObject({
        hypur_request: { id: row.id, acts: [] },
        can: { read: true, refund: true, cancel: true },
      })
    })

    it("say so when Hypur does not answer, and change nothing", async () => {
      const { session } = await placed({ approve: null })
      await suite.settle()
      const row = await rowOf(session.id)
      await fault({ path: "*/GetRequest" }, { status: 503 })
      expect((await admin("post", `/admin/payments/hypur-requests/${row.id}/refresh`, {})).status).toBe(409)
      expect((await admin("post", `/admin/payments/hypur-requests/${row.id}/refresh`, {})).status).toBe(200)
    })

    it.each([
      ["get", "?nonsense=1", 400],
      ["get", "?status=rich", 400],
      ["get", "?limit=1000000", 400],
      ["get", "/hypreq_none", 404],
      ["post", "/hypreq_none/refresh", 404],
    ] as const)("answer %s %s with %d", async (method, path, status) => {
      const answer = await admin(method, `/admin/payments/hypur-requests${path}`, method === "post" ? {} : undefined)
      expect(answer.status).toBe(status)
    })

    it("refuse an act by hand without a reference and a note, with a fraction of a cent, or of nobody", async () => {
      const path = "/admin/payments/hypur-requests/hypreq_none/note-refund"
      for (const wrong of [{}, { amount: 1 }, { amount: 1.001, external_reference: "a", note: "b" }]) {
        expect((await admin("post", path, wrong)).status).toBe(400)
      }
      await suite.api().post(path).send({}).expect(401)
    })
  })
}
