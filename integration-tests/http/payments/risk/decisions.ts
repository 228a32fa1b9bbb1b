import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { type HttpSuite, mustSucceed } from "../../../support"
import { shop } from "./shop"

/** What the score does at checkout. */
export function decisionSpecs(suite: HttpSuite) {
  const { cartOf, complete, assessmentsOf, activate, paymentOf, admin, grownUp, risk, inReview } = shop(suite)

  describe("a checkout", () => {
    it("of an honest shopper is scored once, also when complete is repeated, and goes through", async () => {
      const ready = await cartOf({ metadata: { device_id: "not-this-one" } })
      const [first, ...others] = await Promise.all([
        complete(ready, { "x-device-id": "device-1" }),
        complete(ready, { "x-device-id": "device-1" }),
      ])
      expect([first, ...others].some(({ status }) => status === 200)).toBe(true)
      const { order } = mustSucceed(await complete(ready))
      const [assessment, ...more] = await assessmentsOf(ready.cart.id)
      expect(more).toEqual([])
      expect(assessment).toMatchObject({
        order_id: order.id,
        customer_id: ready.shopper.id,
        provider_id: "pp_system_default",
        amount_cents: Math.round(order.total * 100),
        decision: "allow",
        state: "placed",
        review_state: "none",
        rule_set_version: 0,
        features: { is_guest: 0, is_device_missing: 0, account_age_days: 0, billing_name_mismatch: 0 },
      })
      expect(assessment.ip_hash).toMatch(/^[0-9a-f]{64}$/)
      expect(assessment.device_hash).toMatch(/^[0-9a-f]{64}$/)
    })

    it("is never scored by looking at its checks", async () => {
      const { cart, shopper } = await cartOf()
      const { checks } = mustSucceed(await suite.api().get(`/store/carts/${cart.id}/checks`).set(shopper.headers))
      expect(JSON.stringify(checks)).not.toContain("payments.risk")
      expect(await assessmentsOf(cart.id)).toEqual([])
    })

    it("counts earlier attempts of the customer, the device and the network", async () => {
      const shopper = await grownUp()
      const device = { "x-device-id": "device-of-two" }
      const one = await cartOf({ shopper })
      mustSucceed(await complete(one, device))
      const two = await cartOf({ shopper })
      mustSucceed(await complete(two, device))
      const other = await cartOf()
      mustSucceed(await complete(other, device))
      const [second] = await assessmentsOf(two.cart.id)
      expect(second.features).toMatchObject({ customer_attempts_1h: 1, customer_orders_365d: 1, is_device_new: 0 })
      const [third] = await assessmentsOf(other.cart.id)
      expect(third.features).toMatchObject({ customer_attempts_1h: 0, device_attempts_1h: 2, device_customers_30d: 1 })
      expect(third.features.ip_attempts_1h).toBeGreaterThanOrEqual(2)
    })

    it("that the rules refuse is told no rule, holds no money, and counts as an attempt", async () => {
      await activate(100)
      const ready = await cartOf({ billing: { postal_code: "10001" } })
      const answer = await complete(ready)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({
        type: "not_allowed",
        code: "gate_blocked",
        reasons: [{ gate: "payments.risk", code: "payments.risk_refused", severity: "block" }],
      })
      expect(answer.text).not.toMatch(/abroad|elsewhere|score|points/)
      await expect(assessmentsOf(ready.cart.id)).resolves.toMatchObject([
        { state: "blocked", decision: "block", score: 100, order_id: null, reasons: [{ code: "abroad" }] },
      ])
      const { rows } = await suite
        .db()
        .query(
          "SELECT 1 FROM payment p JOIN cart_payment_collection c USING (payment_collection_id) WHERE c.cart_id = $1",
          [ready.cart.id]
        )
      expect(rows).toEqual([])
      // Whoever may ask without buying learns nothing; and what was refused stays so for a job that goes on with it.
      const { checks } = mustSucceed(
        await suite.api().get(`/store/carts/${ready.cart.id}/checks`).set(ready.shopper.headers)
      )
      expect(checks).toEqual({ allowed: true, reasons: [] })
      await activate(1)
      const byJob = completeCartWorkflow(suite.container()).run({ input: { id: ready.cart.id } })
      expect((await byJob.catch((error) => error)).reasons).toMatchObject([{ code: "payments.risk_refused" }])
      mustSucceed(await complete(ready))
    })

    it("in review is placed and authorised, not captured, and staff hear of it", async () => {
      await activate(60)
      const { order, assessment } = await inReview()
      expect(assessment).toMatchObject({ decision: "review", review_state: "pending", state: "placed" })
      const payment = await paymentOf(order.id)
      expect(payment).toMatchObject({ captured_at: null, canceled_at: null })
      const refused = await admin("post", `/admin/payments/${payment.id}/capture`, {})
      expect(refused.status).toBe(400)
      expect(refused.body.message).toContain("in risk review")
      expect((await paymentOf(order.id)).captured_at).toBeNull()
      const [item] = order.items
      const packed = await admin("post", `/admin/orders/${order.id}/fulfillments`, {
        items: [{ id: item.id, quantity: item.quantity }],
      })
      expect(packed.status).toBe(400)
      expect(packed.body.reasons).toEqual([expect.objectContaining({ code: "payments.in_review", severity: "block" })])
      const { rows } = await suite
        .db()
        .query("SELECT payload FROM core_outbox_message WHERE topic = 'payments.review_requested' AND key = $1", [
          assessment.id,
        ])
      expect(rows).toEqual([
        { payload: { id: assessment.id, order_id: order.id, payment_session_id: assessment.payment_session_id } },
      ])
      const { body } = await risk("get", `/assessments?review_state=pending&state=placed&order_id=${order.id}`)
      expect(body).toMatchObject({ count: 1, risk_assessments: [{ id: assessment.id, reasons: [{ code: "abroad" }] }] })
      expect(JSON.stringify(body)).not.toMatch(/_hash|[0-9a-f]{64}/)
    })

    it("goes to staff when scoring itself fails", async () => {
      await suite.db().query("ALTER TABLE payment_risk_label RENAME TO payment_risk_label_away")
      try {
        const ready = await cartOf()
        mustSucceed(await complete(ready))
        await expect(assessmentsOf(ready.cart.id)).resolves.toMatchObject([
          { decision: "review", review_state: "pending", rule_set_version: -1, reasons: [{ code: "scoring_failed" }] },
        ])
      } finally {
        await suite.db().query("ALTER TABLE payment_risk_label_away RENAME TO payment_risk_label")
      }
    })
  })
}
