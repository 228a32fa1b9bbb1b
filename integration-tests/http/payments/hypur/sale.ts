import type { HttpSuite } from "../../../support"
import { HYPUR, hypurStore } from "./hypur"

/** From the shopper's approval to the captured payment. */
export function saleSpecs(suite: HttpSuite) {
  const { asked, at, booksOf, captured, casesOf, complete, fault, moneyOf, placed, poll, refresh, rowOf, there } =
    hypurStore(suite)

  describe("a sale", () => {
    it("is captured once when the shopper approves and completes, and her fee does not disturb it", async () => {
      const { order, session, requestId } = await placed({ approve: { fee_cents: 300 } })
      const row = await captured(session.id)
      await suite.settle()
      const cents = Math.round(order.total * 100)
      expect(row).toMatchObject({ status: "approved", amount_cents: cents, approved_cents: cents, fee_cents: 300 })
      expect((await there(requestId)).cents).toBe(cents)
      expect(await moneyOf(order.id)).toMatchObject({
        captured_cents: cents,
        order: { payment_status: "captured", transactions: [expect.objectContaining({ reference: "capture" })] },
      })
      expect(await booksOf(order.id)).toMatchObject({
        money_state: { captured_cents: cents, authorized_cents: cents, unknown_count: 0 },
        differences: [],
      })
      expect(await casesOf(order.id, session.id)).toEqual([])
    })

    it("is not paid because the browser says so", async () => {
      const { shopper, cart, session } = await asked()
      const { body } = await complete(shopper, cart.id)
      expect(body.type).toBe("order")
      await suite.settle()
      expect(await rowOf(session.id)).toMatchObject({ status: "awaiting_customer", settlement: "open" })
      expect((await moneyOf(body.order.id)).payments).toEqual([])
    })

    it("that is approved after it was placed is found by the poll", async () => {
      const { order, session, requestId } = await placed({ approve: null })
      await suite.settle()
      await at(requestId, "approve")
      await poll()
      await captured(session.id)
      expect((await moneyOf(order.id)).captured_cents).toBe(Math.round(order.total * 100))
    })

    it("that is approved but never completed becomes an order by itself", async () => {
      const { cart, session, requestId } = await asked()
      await at(requestId, "approve")
      await poll()
      const row = await captured(session.id)
      const { rows } = await suite.db().query("SELECT order_id FROM order_cart WHERE cart_id = $1", [cart.id])
      expect(rows).toEqual([{ order_id: row.order_id }])
    })

    it("that the shopper declines is refused, and she may pay in another way", async () => {
      const { shopper, cart, session, requestId } = await asked()
      await at(requestId, "decline")
      const { body } = await complete(shopper, cart.id)
      expect(body.type).toBe("not_allowed")
      expect(await rowOf(session.id)).toMatchObject({ status: "declined", settlement: "closed" })
      await suite
        .api()
        .post(`/store/payment-collections/${cart.payment_collection.id}/payment-sessions`)
        .set(shopper.headers)
        .send({ provider_id: "pp_posabit_posabit" })
        .expect(200)
      expect((await complete(shopper, cart.id)).body.type).toBe("order")
    })

    it("asks staff when another amount was approved, and captures no more than was taken", async () => {
      const { order, session } = await placed({ approve: { cents: 100, fee_cents: 50 } })
      await captured(session.id)
      expect((await moneyOf(order.id)).captured_cents).toBe(100)
      expect(await casesOf(order.id, session.id)).toMatchObject([{ kind: "payments.hypur_amount_differs" }])
    })

    it("on an unknown status is held: neither paid nor canceled, and people hear of it", async () => {
      const { order, session, requestId } = await placed({ approve: null })
      await suite.settle()
      await at(requestId, "say", { status: "UnderReview" })
      await poll()
      expect(await rowOf(session.id)).toMatchObject({
        status: "hold",
        hold_reason: "status_unknown",
        settlement: "open",
      })
      expect(await casesOf(order.id)).toMatchObject([{ kind: "payments.hypur_status_unknown" }])
      await at(requestId, "approve")
      await refresh((await rowOf(session.id)).id)
      await captured(session.id)
    })

    it("whose session is given up is canceled at Hypur, and cannot be approved any more", async () => {
      const { shopper, cart, session, requestId } = await asked()
      await suite
        .api()
        .post(`/store/payment-collections/${cart.payment_collection.id}/payment-sessions`)
        .set(shopper.headers)
        .send({ provider_id: HYPUR })
        .expect(200)
      expect((await there(requestId)).status).toBe("canceled")
      expect(await rowOf(session.id)).toMatchObject({ status: "canceled", settlement: "closed" })
    })

    it("is not asked for twice when Hypur's answer was lost: staff hear of it, the shopper may try again", async () => {
      const shopper = await suite.shopper()
      await suite.confirmAge(shopper)
      const cart = await suite.cart({ shopper, payment: false })
      const { body } = await suite
        .api()
        .post("/store/payment-collections")
        .set(shopper.headers)
        .send({ cart_id: cart.id })
      const choose = () =>
        suite
          .api()
          .post(`/store/payment-collections/${body.payment_collection.id}/payment-sessions`)
          .set(shopper.headers)
          .send({ provider_id: HYPUR })
      await fault({ path: "*/CreateRequest" }, { drop: "after" })
      const lost = await choose()
      expect(lost.status).toBe(409)
      expect(lost.body.message).toContain("another way to pay")
      await choose().expect(200)
      const { rows } = await suite
        .db()
        .query("SELECT status, settlement, withdrawn_at FROM hypur_request WHERE hold_reason = 'create_unknown'")
      expect(rows).toMatchObject([{ status: "hold", settlement: "open", withdrawn_at: expect.any(Date) }])
      // What the success rate and the fail-over count.
      const { rows: attempts } = await suite.db().query(
        `SELECT entry.outcome, entry.amount_cents = request.amount_cents AS is_whole
           FROM payment_entry entry JOIN hypur_request request USING (payment_session_id)
          WHERE entry.kind = 'authorization' AND request.hold_reason = 'create_unknown'`
      )
      expect(attempts).toEqual([{ outcome: "failed", is_whole: true }])
    })
  })
}
