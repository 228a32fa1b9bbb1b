import type { HttpSuite } from "../../../support"
import { heal } from "../../../support/payment-matrix"
import { till } from "./pay"

/** From the cart to the money, and back. */
export function saleSpecs(suite: HttpSuite) {
  const { at, seller, rowOf, there, agree, options, decline, fault } = till(suite)
  const atOnce = till(suite, "sale")

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
