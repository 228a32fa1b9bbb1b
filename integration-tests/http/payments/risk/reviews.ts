import { type HttpSuite, mustSucceed } from "../../../support"
import { registerOrders } from "../../../support/register"
import { shop } from "./shop"

const WHY = { reason: "Called the customer" }

/** What staff decide about sales in review. */
export function reviewSpecs(suite: HttpSuite) {
  const { activate, admin, assessmentsOf, inReview, paymentOf, risk } = shop(suite)
  const decide = (id: string, verdict: "clear" | "reject", body: object = WHY) =>
    risk("post", `/assessments/${id}/${verdict}`, body)

  describe("a review", () => {
    beforeAll(() => activate(60))

    it("that is cleared lets the payment be captured, once, and is told to whoever waits", async () => {
      const { order, assessment } = await inReview()
      const answers = await Promise.all([1, 2, 3].map(() => decide(assessment.id, "clear")))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      expect(answers[0].body).toMatchObject({
        risk_assessment: { review_state: "cleared", verdict_why: WHY.reason },
        labels: [{ kind: "staff_cleared", is_bad: false }],
      })
      const payment = await paymentOf(order.id)
      mustSucceed(await admin("post", `/admin/payments/${payment.id}/capture`, {}))
      expect((await paymentOf(order.id)).captured_at).not.toBeNull()
      const { rows: told } = await suite
        .db()
        .query("SELECT 1 FROM core_outbox_message WHERE topic = 'payments.review_cleared' AND key = $1", [
          assessment.id,
        ])
      expect(told).toHaveLength(1)
      const { rows: audited } = await suite
        .db()
        .query(
          "SELECT actor_type, why FROM core_audit_entry WHERE action = 'payments.review_cleared' AND subject_id = $1",
          [order.id]
        )
      expect(audited).toEqual([{ actor_type: "user", why: WHY.reason }])
      expect((await decide(assessment.id, "reject")).status).toBe(409)
    })

    it("that is rejected cancels the order and its payment, once", async () => {
      const { order, assessment } = await inReview()
      const { body } = await decide(assessment.id, "reject")
      expect(body).toMatchObject({
        risk_assessment: { review_state: "rejected" },
        labels: [{ kind: "staff_rejected", is_bad: true }],
      })
      const { status, canceled_at, captured_at } = await paymentOf(order.id)
      expect(status).toBe("canceled")
      expect(canceled_at).not.toBeNull()
      expect(captured_at).toBeNull()
      expect((await decide(assessment.id, "reject")).status).toBe(200)
      expect((await decide(assessment.id, "clear")).status).toBe(409)
    })

    it("keeps an order out of the register until it is cleared", async () => {
      const { order, assessment } = await inReview({ provider_id: "pp_posabit_posabit" })
      await suite.settle()
      expect(await registerOrders(suite, order.id)).toEqual([])
      mustSucceed(await decide(assessment.id, "clear"))
      await suite.settle()
      expect(await registerOrders(suite, order.id)).toHaveLength(1)
    })

    it("is decided by one of those who decide at once", async () => {
      const { order, assessment } = await inReview()
      const verdicts = ["clear", "reject", "clear", "reject"] as const
      const answers = await Promise.all(verdicts.map((verdict) => decide(assessment.id, verdict)))
      expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
      await suite.settle()
      const [{ review_state }] = await assessmentsOf(assessment.cart_id)
      const { status } = await paymentOf(order.id)
      expect([review_state, status]).toEqual(
        review_state === "cleared" ? ["cleared", "pending"] : ["rejected", "canceled"]
      )
    })

    it("waits for staff again when the order cannot be canceled", async () => {
      const { order, assessment } = await inReview()
      await suite.db().query('UPDATE "order" SET status = $2 WHERE id = $1', [order.id, "completed"])
      const refused = await decide(assessment.id, "reject")
      expect(refused.status).toBe(400)
      const [{ review_state }] = await assessmentsOf(assessment.cart_id)
      expect(review_state).toBe("pending")
    })

    it("waits for staff again when what was captured may not go back, and gives it back by the rules of refunds", async () => {
      const { order, assessment } = await inReview()
      const { id } = await paymentOf(order.id)
      await suite.container().resolve<any>("payment").capturePayment({ payment_id: id })
      const { options } = suite.container().resolve<any>("payments_refunds")
      options.approvalAbove = { usd: 1 }
      const refused = await decide(assessment.id, "reject").finally(() => (options.approvalAbove = {}))
      expect(refused.status).toBe(400)
      expect(refused.body.message).toMatch(/second person/)
      expect((await paymentOf(order.id)).status).toBe("pending")
      const [{ review_state }] = await assessmentsOf(assessment.cart_id)
      expect(review_state).toBe("pending")

      mustSucceed(await decide(assessment.id, "reject"))
      expect((await paymentOf(order.id)).status).toBe("canceled")
      const { body } = await admin("get", `/admin/payments/refunds?order_id=${order.id}`)
      expect(body.refunds).toMatchObject([{ state: "succeeded", reason: "The order is canceled" }])
    })

    it("is finished by recovery when a kill came between the verdict and the cancellation", async () => {
      const { order, assessment } = await inReview()
      await suite.db().query(
        `UPDATE payment_risk_assessment SET review_state = 'rejecting', verdict_by = 'user_1', verdict_why = 'No',
           verdict_at = now() - interval '5 minutes' WHERE id = $1`,
        [assessment.id]
      )
      const { recoveries } = (globalThis as any)[Symbol.for("rise-via.core.runtime")]
      const recovery = recoveries.get("payments.risk-rejecting")
      for (const item of await recovery.find(suite.container(), new Date())) {
        await recovery.repair(item, suite.container(), new Date())
      }
      expect((await paymentOf(order.id)).status).toBe("canceled")
      await expect(assessmentsOf(assessment.cart_id)).resolves.toMatchObject([{ review_state: "rejected" }])
    })

    it("ends when staff cancel the order themselves", async () => {
      const { order, assessment } = await inReview()
      mustSucceed(await admin("post", `/admin/orders/${order.id}/cancel`))
      await suite.settle()
      await expect(assessmentsOf(assessment.cart_id)).resolves.toMatchObject([{ review_state: "withdrawn" }])
    })

    it.each([
      ["get", "/assessments?decision=maybe", undefined, 400],
      ["get", "/assessments?fields=*,device_hash,ip_hash", undefined, 200],
      ["get", "/assessments/prisk_none", undefined, 404],
      ["post", "/assessments/prisk_none/clear", WHY, 404],
      ["post", "/assessments/prisk_none/reject", WHY, 404],
      ["post", "/assessments/prisk_none/labels", { kind: "dispute", ...WHY }, 404],
      ["post", "/assessments/prisk_none/labels", { kind: "staff_cleared", ...WHY }, 400],
      ["post", "/assessments/prisk_none/clear", {}, 400],
      ["post", "/assessments/prisk_none/clear", { reason: "ok", why: 1 }, 400],
    ] as const)("%s %s is answered for %j with %d", async (method, path, body, status) => {
      const answer = await risk(method, path, body)
      expect([answer.status, answer.text.match(/[0-9a-f]{64}/)]).toEqual([status, null])
    })

    it("is shown to and decided by nobody who is not signed in", async () => {
      const base = "/admin/payments/risk"
      for (const path of ["/assessments", "/assessments/x", "/rule-sets", "/models", "/features"]) {
        await suite.api().get(`${base}${path}`).expect(401)
      }
      for (const path of ["/assessments/x/clear", "/assessments/x/reject", "/rule-sets/x/activate", "/models/train"]) {
        await suite.api().post(`${base}${path}`).send({}).expect(401)
      }
    })
  })
}
