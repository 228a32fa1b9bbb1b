import type { HttpSuite } from "../../../support"
import { heal } from "../../../support/payment-matrix"
import { till } from "./pay"

/** From the cart to the money, and back. */
export function saleSpecs(suite: HttpSuite) {
  const { at, seller, rowOf, there, agree, options, decline, fault, paidOnly, casesOf, outcomesOf } = till(suite)
  const atOnce = till(suite, "sale")

  const captureThere = async (id: string) => {
    const { token } = await suite.sandbox.call("POST", "/aeropay/v2/token", {
      apiKey: "sandbox-aeropay-key",
      apiSecret: "sandbox-aeropay-secret",
      scope: "merchant",
      id: 582,
    })
    await fetch(`${suite.sandbox.url}/aeropay/v2/capturePreauthTransaction`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ id }),
    })
  }

  describe("a held payment", () => {
    it("is held with the order, and taken once when staff capture it", async () => {
      const sale = await seller.placed()
      const { preauths, transactions } = await there(sale)
      expect(preauths).toMatchObject([{ status: "live", amount_cents: sale.cents }])
      expect(transactions).toEqual([])
      await seller.look(sale)
      expect(sale.paymentId).toBeDefined()
      expect((await agree(sale)).medusa).toEqual({ captured: 0, refunded: 0 })

      const { status } = await seller.capture(sale)
      expect(status).toBe(200)
      const books = await agree(sale)
      expect(books).toMatchObject({ medusa: { captured: sale.cents }, service: { sales: 1, captured: sale.cents } })
      expect(await rowOf(sale)).toMatchObject({ status: "captured", captured_cents: sale.cents })
      expect(books.cases).toEqual([])
    })

    it.each(["new_transaction", "echo_preauth"])(
      "is known by its transaction when the capture answers %s",
      async (capture_reply) => {
        await options({ capture_reply })
        const sale = await seller.taken()
        const [transaction] = (await there(sale)).transactions
        expect(await rowOf(sale)).toMatchObject({ status: "captured", transaction_id: transaction.id })
        await agree(sale)
        await options({ capture_reply: "new_transaction" })
      }
    )

    it("is captured for less when less was weighed out, and the rest is let go", async () => {
      const sale = await seller.placed()
      await seller.look(sale)
      const amount = (sale.cents - 100) / 100
      const { status, body } = await seller.admin(
        "post",
        `/admin/payments/aeropay/payments/${sale.paymentId}/capture`,
        { amount }
      )
      expect(body).toMatchObject({ aeropay_payment: { status: "captured", captured_cents: sale.cents - 100 } })
      expect(status).toBe(200)
      const books = await agree(sale)
      expect(books.medusa.captured).toBe(sale.cents - 100)
      const again = await seller.capture(sale)
      expect(again.status).toBeLessThan(500)
      expect((await agree(sale)).service).toMatchObject({ sales: 1, captured: sale.cents - 100 })
    })

    it("is captured for less by Medusa's own route too", async () => {
      const sale = await seller.placed()
      await seller.look(sale)
      const amount = (sale.cents - 50) / 100
      const { status } = await seller.admin("post", `/admin/payments/${sale.paymentId}/capture`, { amount })
      expect(status).toBe(200)
      expect((await agree(sale)).service).toMatchObject({ captured: sale.cents - 50 })
    })

    it("is captured once only: a second part has no money behind it", async () => {
      await options({ webhook_hold: true })
      const sale = await seller.placed()
      await seller.look(sale)
      const part = () =>
        seller.admin("post", `/admin/payments/${sale.paymentId}/capture`, {
          amount: Math.floor(sale.cents * 0.4) / 100,
        })
      expect((await part()).status).toBe(200)
      const second = await part()
      await options({ webhook_hold: false })
      expect(second.status).toBe(400)
      expect(second.body.message).toContain("once only")
      expect((await agree(sale)).medusa.captured).toBe(Math.floor(sale.cents * 0.4))
    })

    it("is captured in Medusa for what was agreed when Aeropay took more", async () => {
      await options({ webhook_hold: true })
      const sale = await seller.placed()
      await seller.look(sale)
      const [{ id }] = (await there(sale)).preauths
      await captureThere(id)
      await suite
        .db()
        .query("UPDATE aeropay_payment SET captured_cents = $2 WHERE payment_session_id = $1", [
          sale.sessionId,
          sale.cents + 100,
        ])
      const refreshed = await seller.admin("post", `/admin/payments/aeropay/payments/${sale.paymentId}/refresh`, {})
      await options({ webhook_hold: false })
      expect(refreshed.body.aeropay_payment).toMatchObject({ status: "captured", captured_cents: sale.cents + 100 })
      const { rows } = await suite
        .db()
        .query("SELECT amount FROM capture WHERE payment_id = $1 AND deleted_at IS NULL", [sale.paymentId])
      expect(rows.map(({ amount }) => Math.round(Number(amount) * 100))).toEqual([sale.cents])
    })

    it("stays due until Medusa knows of it", async () => {
      await options({ webhook_hold: true })
      const sale = await seller.placed()
      await seller.look(sale)
      const minutesLeft = async () => ((await rowOf(sale)).next_check_at.getTime() - Date.now()) / 60_000
      expect(await minutesLeft()).toBeLessThan(5)
      await seller.admin("post", `/admin/payments/aeropay/payments/${sale.paymentId}/refresh`, {})
      await options({ webhook_hold: false })
      expect(await minutesLeft()).toBeGreaterThan(60)
    })

    it("that is being let go pays for no order", async () => {
      await options({ webhook_hold: true })
      const sale = await seller.ready()
      await paidOnly(sale)
      await suite
        .db()
        .query("UPDATE aeropay_payment SET is_cancel_wanted = true WHERE payment_session_id = $1", [sale.sessionId])
      const path = "*/v2/preauthTransaction/*"
      await fault({ match: { method: "DELETE", path }, status: 200, body: { error: { code: "AP605" } } })
      const refused = await seller.complete(sale)
      expect(refused.body).toMatchObject({ type: "cart" })
      expect(refused.body.error.message).toContain("being let go")
      await options({ webhook_hold: false })
      expect((await seller.complete(sale)).body).toMatchObject({ type: "order" })
      const { preauths } = await there(sale)
      expect(preauths.map(({ status }) => status).sort()).toEqual(["canceled", "live"])
      expect(await rowOf(sale)).toMatchObject({ status: "authorized", attempt: 2, is_cancel_wanted: false })
    })

    it("that Aeropay did not take in is a failure in the books, and no decline", async () => {
      const sale = await seller.ready()
      await fault({ match: { method: "POST", path: "*/v2/preauthTransaction" }, status: 403, body: "<html></html>" })
      expect((await seller.complete(sale)).body).toMatchObject({ type: "cart" })
      expect(await outcomesOf(sale)).toEqual(["failed"])
    })

    it("becomes a case when it is declined only after the order was placed", async () => {
      const sale = await seller.ready()
      await fault({ drop: "before", times: 50 })
      expect((await seller.complete(sale)).body).toMatchObject({ type: "order" })
      await suite.sandbox.call("DELETE", "/__sim/faults")
      await decline("preauth", "AP302")
      await heal(suite, at)
      expect(await rowOf(sale)).toMatchObject({ status: "declined", code: "AP302", next_check_at: null })
      expect(await casesOf(sale.orderId!)).toContain("payments.payment_declined")
      expect((await agree(sale)).service).toMatchObject({ sales: 0, holds: 0 })
    })

    it("is let go when the order is canceled", async () => {
      const sale = await seller.placed()
      const { status } = await seller.cancelOrder(sale)
      expect(status).toBe(200)
      expect((await there(sale)).preauths).toMatchObject([{ status: "canceled" }])
      expect(await rowOf(sale)).toMatchObject({ status: "canceled" })
      await agree(sale)
    })

    it("is refused with words of our own, and may be paid again", async () => {
      const sale = await seller.ready()
      await decline("preauth", "AP302")
      const { status, body } = await seller.complete(sale)
      expect({ status, type: body.type }).toEqual({ status: 200, type: "cart" })
      expect(body.error.message).toContain("not enough money")
      const answer = await suite.api().get(`/store/aeropay/payments/${sale.sessionId}`).set(sale.shopper.headers)
      expect(answer.body.payment).toMatchObject({ status: "declined", code: "AP302", next: "retry" })
      const offered = await suite
        .api()
        .get(`/store/payments/providers?cart_id=${sale.cartId}`)
        .set(sale.shopper.headers)
      expect(offered.body.errors).toContainEqual({
        code: "payments.aeropay.AP302",
        message: body.error.message,
        retry: "other_provider",
      })
      const again = await seller.complete(sale)
      expect(again.body).toMatchObject({ type: "order" })
      expect(await rowOf(sale)).toMatchObject({ status: "authorized", attempt: 2 })
      await agree(sale)
    })

    it("asks for the bank to be linked again when it cannot be reached", async () => {
      const sale = await seller.ready()
      await decline("preauth", "AP300")
      const { body } = await seller.complete(sale)
      expect(body).toMatchObject({ type: "cart", error: { type: "payment_requires_more_error" } })
      const answer = await suite.api().get(`/store/aeropay/payments/${sale.sessionId}`).set(sale.shopper.headers)
      expect(answer.body.payment).toMatchObject({ code: "AP300", next: "relink" })
      expect(await outcomesOf(sale)).toEqual(["failed"])
    })

    it("becomes a case when the hold ran out before staff captured it", async () => {
      const sale = await seller.placed()
      const [{ id }] = (await there(sale)).preauths
      await suite.sandbox.call("POST", `/aeropay/__sim/preauths/${id}/expire`, {})
      await seller.look(sale)
      const { status, body } = await seller.capture(sale)
      expect(status).toBe(400)
      expect(body.message).toContain("expired")
      await seller.admin("post", `/admin/payments/aeropay/payments/${sale.paymentId}/refresh`, {})
      const books = await agree(sale)
      expect(books.cases).toContain("payments.payment_expired")
      expect(books.service.holds).toBe(0)
    })
  })

  describe("a payment at once", () => {
    it("is taken with the order", async () => {
      const sale = await atOnce.seller.placed()
      const books = await atOnce.agree(sale)
      expect(books).toMatchObject({ medusa: { captured: sale.cents }, service: { sales: 1, holds: 0 } })
    })

    it("leaves an order behind, never a refusal, when its answer and every look-up are lost", async () => {
      const sale = await atOnce.seller.ready()
      await fault({ match: { method: "POST", path: "*/v2/transaction" }, drop: "after" })
      await fault({ match: { method: "GET", path: "*" }, drop: "before", times: 50 })
      await fault({ match: { method: "POST", path: "*/transactionSearch" }, drop: "before", times: 50 })
      const { body } = await atOnce.seller.complete(sale)
      expect(body).toMatchObject({ type: "order" })
      expect((await there(sale)).transactions).toHaveLength(1)
      await heal(suite, at)
      const books = await atOnce.agree(sale)
      expect(books).toMatchObject({ medusa: { captured: sale.cents }, service: { sales: 1 }, ledger: { unknown: 0 } })
    })
  })
}
