import type { HttpSuite } from "../../../support"
import { till } from "./pay"

/** Every way in which money goes back. */
export function refundSpecs(suite: HttpSuite) {
  const { seller, there, agree, options, decline, fault, rowOf, casesOf } = till(suite)
  const atOnce = till(suite, "sale")

  const batch = () => suite.sandbox.call("POST", "/aeropay/__sim/batch", {})
  const settleThere = () => suite.sandbox.call("POST", "/aeropay/__sim/settle", {})
  const refundsOf = async (sessionId: string) =>
    (await suite.db().query("SELECT * FROM aeropay_refund WHERE payment_session_id = $1 ORDER BY id", [sessionId])).rows

  describe("a refund", () => {
    it("before the batch undoes the whole payment", async () => {
      const sale = await seller.taken()
      expect((await seller.refund(sale)).status).toBe(200)
      const books = await agree(sale)
      expect(books).toMatchObject({ service: { captured: 0 }, medusa: { captured: sale.cents, refunded: sale.cents } })
      expect(await refundsOf(sale.sessionId)).toMatchObject([{ status: "voided" }])
      expect(await rowOf(sale)).toMatchObject({ status: "voided" })
      expect(books.cases).toEqual([])
    })

    it("of a part before the batch waits, and is paid when the payment has cleared", async () => {
      const sale = await seller.taken()
      expect((await seller.refund(sale, 0.5)).status).toBe(200)
      expect(await refundsOf(sale.sessionId)).toMatchObject([{ status: "queued" }])
      expect((await agree(sale)).ledger.pending).toBe(Math.floor(sale.cents / 2))
      await settleThere()
      await suite.until("the refund on its way", async () => {
        const [{ status }] = await refundsOf(sale.sessionId)
        return status === "created"
      })
      expect((await agree(sale)).ledger.pending).toBe(0)
    })

    it("of a part before the batch may be voided instead", async () => {
      await options({ partial_before_batch: "void_partial" })
      const sale = await seller.taken()
      expect((await seller.refund(sale, 0.5)).status).toBe(200)
      await options({ partial_before_batch: "queue" })
      expect(await refundsOf(sale.sessionId)).toMatchObject([{ status: "voided" }])
      const books = await agree(sale)
      expect(books.service.captured).toBe(sale.cents - Math.floor(sale.cents / 2))
      expect(books.cases).toEqual([])
    })

    it("after the batch is created, several times, never above what was taken", async () => {
      const sale = await seller.taken()
      await batch()
      for (const share of [0.25, 0.25]) {
        expect((await seller.refund(sale, share)).status).toBe(200)
      }
      expect((await seller.refund(sale)).status).toBe(400)
      const books = await agree(sale)
      expect(books.service.refunded).toBe(2 * Math.floor(sale.cents / 4))
      const payment = (await there(sale)).transactions.find(({ type }) => type.startsWith("payment"))
      expect(payment.reversals).toHaveLength(2)
    })

    it("that Aeropay refuses leaves nothing behind, and may be tried again", async () => {
      const sale = await seller.taken()
      await decline("refund", "AP310")
      const refused = await seller.refund(sale)
      expect(refused.status).toBe(400)
      expect(refused.body.message).toContain("AP310")
      expect((await agree(sale)).medusa.refunded).toBe(0)
      expect((await seller.refund(sale)).status).toBe(200)
      await agree(sale)
    })
  })

  it("that the bank sends back is a case, also when it was paid before", async () => {
    const sale = await seller.taken()
    await batch()
    expect((await seller.refund(sale, 0.5)).status).toBe(200)
    const [{ uuid }] = await refundsOf(sale.sessionId)
    await suite.db().query("UPDATE aeropay_refund SET status = 'paid', next_check_at = NULL WHERE uuid = $1", [uuid])
    await suite.sandbox.call("POST", `/aeropay/__sim/transactions/${uuid}/return`, { return_code: "R03" })
    await suite.until("the case", async () => (await casesOf(sale.sessionId)).includes("payments.refund_failed"))
    expect(await refundsOf(sale.sessionId)).toMatchObject([{ status: "returned" }])
  })

  describe("a payment that was given up", () => {
    const poll = () => suite.runJob("payments-poll-aeropay-payments")
    const due = (sessionId: string) =>
      suite.db().query("UPDATE aeropay_payment SET next_check_at = now() WHERE payment_session_id = $1", [sessionId])

    it("is given back later when Aeropay did not let the shop in", async () => {
      // A message in between would have it tried again at once.
      await options({ webhook_hold: true })
      const sale = await atOnce.seller.ready()
      await atOnce.paidOnly(sale)
      const call = { method: "POST", path: "*/v2/reverseTransaction" }
      await fault({ match: call, status: 200, body: { error: { code: "AP001", message: "no" } } })
      await atOnce.giveUp(sale)
      expect(await refundsOf(sale.sessionId)).toMatchObject([{ status: "sent" }])
      await options({ webhook_hold: false })
      await due(sale.sessionId)
      await poll()
      expect(await refundsOf(sale.sessionId)).toMatchObject([{ status: "voided" }])
      expect(await rowOf(sale)).toMatchObject({ status: "voided", next_check_at: null })
    })

    it("is for staff when Aeropay will never give it back, and pays for no order", async () => {
      const sale = await atOnce.seller.ready()
      await atOnce.paidOnly(sale)
      await decline("refund", "AP1306")
      await atOnce.giveUp(sale)
      await due(sale.sessionId)
      await poll()
      expect(await casesOf(sale.sessionId)).toEqual(["payments.refund_failed"])
      expect(await rowOf(sale)).toMatchObject({ status: "captured", is_cancel_wanted: false, next_check_at: null })
      expect((await atOnce.seller.complete(sale)).body).toMatchObject({ type: "cart" })
    })
  })

  describe("a return by the bank", () => {
    it("is in the books and before staff, and so is its recovery", async () => {
      const sale = await seller.taken()
      const [{ id }] = (await there(sale)).transactions
      await suite.sandbox.call("POST", `/aeropay/__sim/transactions/${id}/return`, { return_code: "R01" })
      await suite.until("the case", async () => {
        const { rows } = await suite
          .db()
          .query("SELECT 1 FROM core_case WHERE kind = 'payments.ach_return' AND subject_id = $1", [sale.orderId])
        return rows.length
      })
      const state = async () => suite.container().resolve<any>("payments_ledger").moneyStateOf([sale.sessionId])
      expect(await state()).toMatchObject({ captured_cents: sale.cents, returned_cents: sale.cents })
      await suite.sandbox.call("POST", `/aeropay/__sim/transactions/${id}/resolve`, {})
      await suite.until("the recovery", async () => (await state()).returned_cents === 0)
    })
  })
}
