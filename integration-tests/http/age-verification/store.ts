import { clock } from "@rise-via/core"
import { mustSucceed, type HttpSuite } from "../../support"
import { ADULT, callsOf, MINE } from "./calls"

/** What a shopper can ask for and see. */
export function storeSpecs(suite: HttpSuite) {
  const { ask, mine, approve, list, waiting } = callsOf(suite)

  describe(`POST ${MINE}`, () => {
    it("keeps the request for staff and shows the shopper that it waits", async () => {
      const shopper = await suite.shopper()
      expect(await mine(shopper)).toBeNull()

      const answer = await ask(shopper)
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({
        minimum_age: 21,
        age_verification: { id: expect.stringMatching(/^agev_/), status: "pending", method: "birth_date_review" },
      })
      expect(answer.text).not.toContain(ADULT)
      expect(await mine(shopper)).toEqual(answer.body.age_verification)
    })

    it("gives back the pending request when asked again, and the approved one afterwards", async () => {
      const { shopper, id } = await waiting()
      expect((await ask(shopper, "1985-01-01")).body.age_verification).toMatchObject({ id, status: "pending" })
      mustSucceed(await approve(id))
      expect((await ask(shopper)).body.age_verification).toMatchObject({ id, status: "approved" })
    })

    it("keeps one request when ten arrive at once", async () => {
      const shopper = await suite.shopper()
      const answers = await Promise.all(Array.from({ length: 10 }, () => ask(shopper)))
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
      expect(new Set(answers.map(({ body }) => body.age_verification.id)).size).toBe(1)
      expect((await list({ customer_id: shopper.id })).body.count).toBe(1)
    })

    it("turns away who is too young, and keeps that for staff and auditors", async () => {
      const shopper = await suite.shopper()
      const answer = await ask(shopper, "2012-06-01")
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({
        code: "age-verification.underage",
        message: "You must be 21 or older to buy from us.",
      })

      expect(await mine(shopper)).toMatchObject({ status: "rejected", reason: "Younger than 21" })
      const { body } = await list({ customer_id: shopper.id })
      expect(body.age_verifications).toMatchObject([
        { status: "rejected", birth_date: "2012-06-01", decided_by: "system" },
      ])
      const { rows } = await suite
        .db()
        .query("SELECT * FROM core_audit_entry WHERE subject_id = $1 ORDER BY created_at, id", [
          body.age_verifications[0].id,
        ])
      expect(rows.map(({ action }) => action).sort()).toEqual([
        "age_verification.verification_rejected",
        "age_verification.verification_requested",
      ])
      expect(JSON.stringify(rows)).not.toContain("2012-06-01")
    })

    it("counts the birthday on the shop's own calendar day", async () => {
      clock.set(new Date("2026-11-23T07:30:00Z"))
      const [today, tomorrow] = [await suite.shopper(), await suite.shopper()]
      expect((await ask(today, "2005-11-22")).status).toBe(200)
      expect((await ask(tomorrow, "2005-11-23")).status).toBe(400)
    })

    it.each([
      ["a day that does not exist", { birth_date: "2001-02-29" }, /birth_date must be a date that exists/],
      ["another way to write it", { birth_date: "05/17/1990" }, /birth_date must be a date that exists/],
      ["the future", { birth_date: "2999-01-01" }, /birth_date must not be in the future/],
      [
        "a date nobody alive was born on",
        { birth_date: "1801-01-01" },
        /birth_date must not be more than 130 years ago/,
      ],
      ["a number", { birth_date: 19900517 }, /birth_date/],
      ["nothing", {}, /birth_date/],
      ["a list", { birth_date: [ADULT] }, /birth_date/],
      ["an unknown field", { birth_date: ADULT, status: "approved" }, /status/],
    ])("refuses %s and says which field", async (_, body, message) => {
      const shopper = await suite.shopper()
      const answer = await suite.api().post(MINE).set(shopper.headers).send(body)
      expect(answer.status).toBe(400)
      expect(answer.body.message).toMatch(message)
      expect(await mine(shopper)).toBeNull()
    })
  })

  describe("whose it is", () => {
    it("shows and changes nothing without a customer who is signed in", async () => {
      expect((await suite.api().get(MINE).set(suite.storeHeaders())).status).toBe(401)
      expect((await suite.api().post(MINE).set(suite.storeHeaders()).send({ birth_date: ADULT })).status).toBe(401)
      const staff = { ...suite.storeHeaders(), ...suite.adminHeaders() }
      expect((await suite.api().get(MINE).set(staff)).status).toBe(401)
    })

    it("never shows another customer's, whatever the query says", async () => {
      const { shopper } = await waiting()
      const other = await suite.shopper()
      const answer = await suite.api().get(MINE).query({ customer_id: shopper.id }).set(other.headers)
      expect(answer.body.age_verification).toBeNull()
    })
  })
}
