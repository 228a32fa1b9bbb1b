import { type HttpSuite, mustSucceed } from "../../../support"
import { runJob } from "./jobs"
import { shop } from "./shop"

/** What the score learns of what became of sales, and what it forgets. */
export function outcomeSpecs(suite: HttpSuite) {
  const { admin, cartOf, complete, assessmentsOf, risk } = shop(suite)
  const labelsOf = async (column: "assessment_id" | "customer_id", id: string) =>
    (
      await suite
        .db()
        .query(`SELECT kind, is_bad, source FROM payment_risk_label WHERE ${column} = $1 ORDER BY kind`, [id])
    ).rows

  async function sold() {
    const ready = await cartOf()
    mustSucceed(await complete(ready))
    const [assessment] = await assessmentsOf(ready.cart.id)
    return { ...ready, assessment }
  }

  describe("an outcome", () => {
    it("of a payment that the bank took back comes from the ledger, once", async () => {
      const { assessment } = await sold()
      const { payment_session_id, amount_cents } = assessment
      const common = { provider: "aeropay", outcome: "succeeded", amount_cents, currency_code: "usd" }
      const taken = { ...common, source: "asked", operation: "createTransaction", kind: "capture", payment_session_id }
      const back = { ...common, source: "told", operation: "transaction_declined", kind: "return" }
      const reference = `txn_${payment_session_id}`
      const ledger = suite.container().resolve("payments_ledger") as any
      await ledger.record([
        { ...taken, key: `capture:${reference}`, provider_reference: reference, occurred_at: new Date() },
        // The bank names the payment, not our session.
        { ...back, key: `return:${reference}`, provider_parent: reference, occurred_at: new Date() },
      ])
      await runJob(suite, "label-returned-payments")
      await runJob(suite, "label-returned-payments")
      await expect(labelsOf("assessment_id", assessment.id)).resolves.toMatchObject([{ kind: "return", is_bad: true }])
    })

    it("of a refused identity document comes by its event", async () => {
      const shopper = await suite.shopper()
      mustSucceed(
        await suite
          .api()
          .post("/store/customers/me/age-verification")
          .set(shopper.headers)
          .send({ birth_date: "1990-04-20" })
      )
      const query = `customer_id=${shopper.id}&status=pending`
      const { age_verifications } = mustSucceed(await admin("get", `/admin/age-verifications?${query}`))
      const path = `/admin/age-verifications/${age_verifications[0].id}/reject`
      mustSucceed(await admin("post", path, { reason: "Not readable" }))
      await suite.until("the label", async () => (await labelsOf("customer_id", shopper.id)).length)
      await expect(labelsOf("customer_id", shopper.id)).resolves.toEqual([
        { kind: "refused_id", is_bad: true, source: `age_verification:${age_verifications[0].id}` },
      ])
    })

    it("that staff note is noted once, and audited", async () => {
      const { assessment } = await sold()
      const body = { kind: "dispute", reason: "The bank wrote" }
      for (let n = 0; n < 2; n++) {
        const answer = mustSucceed(await risk("post", `/assessments/${assessment.id}/labels`, body))
        expect(answer.labels).toMatchObject([{ kind: "dispute", is_bad: true, note: body.reason }])
      }
      const { rows } = await suite.db().query("SELECT why FROM core_audit_entry WHERE subject_id = $1", [assessment.id])
      expect(rows).toEqual([{ why: body.reason }])
    })
  })

  describe("a person", () => {
    it("is handed what was decided, and forgotten on request", async () => {
      const { shopper, assessment } = await sold()
      const { personalData } = (globalThis as any)[Symbol.for("rise-via.core.runtime")]
      const source = personalData.get("payments-risk")
      const data = await source.export(shopper.id, suite.container())
      expect(data.payment_risk_assessments).toMatchObject([{ id: assessment.id, decision: "allow" }])
      await source.erase(shopper.id, suite.container())
      expect(await source.export(shopper.id, suite.container())).toBeNull()
      await expect(assessmentsOf(assessment.cart_id)).resolves.toMatchObject([
        { customer_id: null, device_hash: null, ip_hash: null, score: assessment.score },
      ])
    })

    it("leaves no address and no device id anywhere in the tables", async () => {
      const ready = await cartOf()
      mustSucceed(await complete(ready, { "x-device-id": "planted-device-4711" }))
      const { rows } = await suite.db().query("SELECT a::text AS text FROM payment_risk_assessment a")
      const text = rows.map((row) => row.text).join("\n")
      for (const planted of ["planted-device-4711", "127.0.0.1", ready.shopper.email, "Robin", "Pine Street"]) {
        expect(text).not.toContain(planted)
      }
      await runJob(suite, "forget-risk-signals")
    })
  })
}
