import { listPermissions } from "@rise-via/core"
import { mustSucceed, type HttpSuite } from "../../support"
import { ADULT, ALL, callsOf } from "./calls"

/** What staff can see and decide. */
export function adminSpecs(suite: HttpSuite) {
  const { approve, reject, list, mine, waiting } = callsOf(suite)
  const one = (id: string) => suite.api().get(`${ALL}/${id}`).set(suite.adminHeaders())

  describe(`GET ${ALL}`, () => {
    it("finds a customer's requests by e-mail and status, with the customer", async () => {
      const { shopper, id } = await waiting()
      await waiting()
      const { body } = await list({ q: shopper.email, status: "pending" })
      expect(body).toMatchObject({ count: 1, offset: 0, limit: 20 })
      expect(body.age_verifications).toMatchObject([
        { id, birth_date: ADULT, status: "pending", customer_id: shopper.id, customer: { email: shopper.email } },
      ])
      expect((await list({ q: shopper.email, status: ["approved", "rejected"] })).body.count).toBe(0)
      expect((await list({ q: "nobody-has-this-address" })).body).toMatchObject({ count: 0, age_verifications: [] })
    })

    it("pages in the order that was asked for, each row once", async () => {
      const made = [(await waiting()).id, (await waiting()).id, (await waiting()).id]
      const seen: string[] = []
      for (let offset = 0; offset < 3; offset++) {
        const { body } = await list({ limit: 1, offset, order: "-created_at", fields: "id" })
        expect(Object.keys(body.age_verifications[0])).toEqual(["id"])
        seen.push(body.age_verifications[0].id)
      }
      expect(seen).toEqual(made.reverse())
    })

    it.each([
      ["limit", { limit: 0 }],
      ["limit", { limit: "many" }],
      ["limit", { limit: 100000 }],
      ["offset", { offset: -1 }],
      ["order", { order: "customer.email" }],
      ["status", { status: "fine" }],
      ["q", { q: "a\u0000b" }],
      ["secret", { secret: "1" }],
    ])("refuses a query with a wrong %s", async (field, query) => {
      const answer = await list(query)
      expect(answer.status).toBe(400)
      expect(answer.body.message).toContain(field)
    })

    it("leaves out fields that are not the route's to give", async () => {
      await waiting()
      const { status, body } = await list({ limit: 1, fields: "id,nonsense,customer.orders.total,*customer.addresses" })
      expect(status).toBe(200)
      expect(Object.keys(body.age_verifications[0])).toEqual(["id"])
    })
  })

  describe("approve and reject", () => {
    it("approves, tells who did, and answers the same the second time", async () => {
      const { shopper, id } = await waiting()
      const first = await approve(id)
      expect(first.status).toBe(200)
      expect(first.body.age_verification).toMatchObject({
        id,
        status: "approved",
        decided_by: expect.stringMatching(/^user_/),
      })
      expect((await approve(id)).body).toEqual(first.body)
      expect((await one(id)).body).toEqual(first.body)
      expect(await mine(shopper)).toMatchObject({
        id,
        status: "approved",
        expires_at: first.body.age_verification.expires_at,
      })
    })

    it("rejects with a reason that the shopper reads, and does not turn a decision round", async () => {
      const { shopper, id } = await waiting()
      expect((await reject(id, "Too blurred")).body.age_verification).toMatchObject({
        status: "rejected",
        reason: "Too blurred",
      })
      expect((await reject(id, "Another reason")).body.age_verification.reason).toBe("Too blurred")
      expect(await mine(shopper)).toMatchObject({ status: "rejected", reason: "Too blurred" })

      const late = await approve(id)
      expect(late.status).toBe(400)
      expect(late.body.message).toBe(
        `Age verification with id: ${id} is rejected already and can no longer be approved`
      )
    })

    it("lets exactly one side win when ten decisions of two members of staff arrive at once", async () => {
      const { id } = await waiting()
      const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 ? approve(id) : reject(id))))
      const { status } = (await one(id)).body.age_verification
      expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(5).fill(200), ...Array(5).fill(400)])
      expect(
        answers.filter(({ body }) => body.age_verification).every(({ body }) => body.age_verification.status === status)
      ).toBe(true)
      const { rows } = await suite.db().query("SELECT action FROM core_audit_entry WHERE subject_id = $1", [id])
      expect(rows.map(({ action }) => action).sort()).toEqual(
        ["age_verification.verification_requested", `age_verification.verification_${status}`].sort()
      )
    })

    it.each([
      ["no reason", {}],
      ["an empty reason", { reason: "  " }],
      ["a reason without end", { reason: "x".repeat(501) }],
      ["a reason with a NUL", { reason: "a\u0000b" }],
      ["an unknown field", { reason: "x", status: "approved" }],
    ])("refuses a rejection with %s", async (_, body) => {
      const { id } = await waiting()
      expect((await suite.api().post(`${ALL}/${id}/reject`).set(suite.adminHeaders()).send(body)).status).toBe(400)
      expect((await one(id)).body.age_verification.status).toBe("pending")
    })

    it.each(["agev_01AAAAAAAAAAAAAAAAAAAAAAAA", "agev_%00", "%00", "1", "agev_'--"])(
      "knows no verification %s",
      async (id) => {
        for (const answer of [await one(id), await approve(id), await reject(id)]) {
          expect(answer.status).toBe(404)
        }
      }
    )
  })

  describe("rights", () => {
    it("lets in staff only, on each route", async () => {
      const { shopper, id } = await waiting()
      for (const headers of [
        {},
        { authorization: `Bearer ${shopper.token}` },
        { authorization: "Basic bm9ib2R5Og==" },
      ]) {
        const answers = [
          await suite.api().get(ALL).set(headers),
          await suite.api().get(`${ALL}/${id}`).set(headers),
          await suite.api().post(`${ALL}/${id}/approve`).set(headers).send({}),
          await suite.api().post(`${ALL}/${id}/reject`).set(headers).send({ reason: "x" }),
        ]
        expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401])
      }
      expect(await mine(shopper)).toMatchObject({ status: "pending" })
    })

    it("notes a secret key as the one who decided", async () => {
      const { id } = await waiting()
      const key = mustSucceed(
        await suite.api().post("/admin/api-keys").set(suite.adminHeaders()).send({ title: "Till", type: "secret" })
      ).api_key
      const authorization = `Basic ${Buffer.from(`${key.token}:`).toString("base64")}`
      const answer = await suite.api().post(`${ALL}/${id}/approve`).set({ authorization }).send({})
      expect(answer.body.age_verification).toMatchObject({ status: "approved", decided_by: key.id })
    })

    it("has a declared right for every admin route", () => {
      const routes = listPermissions().flatMap((permission) => permission.routes)
      expect(routes).toEqual(
        expect.arrayContaining([`GET ${ALL}`, `GET ${ALL}/:id`, `POST ${ALL}/:id/approve`, `POST ${ALL}/:id/reject`])
      )
    })
  })
}
