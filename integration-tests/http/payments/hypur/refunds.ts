import type { HttpSuite } from "../../../support"
import { requireBuilt } from "../../../support/plugins"
import { hypurStore } from "./hypur"

/** Money that goes back: by us, by staff in the portal, by banks. */
export function refundSpecs(suite: HttpSuite) {
  const { admin, at, booksOf, captured, casesOf, fault, moneyOf, placed, refresh, rowOf, there } = hypurStore(suite)

  async function paid() {
    const sale = await placed()
    const row = await captured(sale.session.id)
    await suite.settle()
    const { payments } = await moneyOf(sale.order.id)
    const refund = (amount: number) => admin("post", `/admin/payments/${payments[0].id}/refund`, { amount })
    return { ...sale, row, payment: payments[0], refund, total: row.amount_cents / 100 }
  }

  describe("a refund", () => {
    it("goes through in parts, never above what was captured, and all books agree", async () => {
      const { order, refund, requestId, total } = await paid()
      expect((await refund(1)).status).toBe(200)
      expect((await refund(2.5)).status).toBe(200)
      expect((await refund(total)).status).toBe(400)
      expect((await there(requestId)).refunds.map(({ cents }: { cents: number }) => cents)).toEqual([100, 250])
      expect((await moneyOf(order.id)).refunded_cents).toBe(350)
      expect(await booksOf(order.id)).toMatchObject({ money_state: { refunded_cents: 350 }, differences: [] })
    })

    it("whose answer was lost is found there, and made once", async () => {
      const { order, refund, requestId } = await paid()
      await fault({ path: "*/Refund" }, { drop: "after" })
      expect((await refund(2)).status).toBe(200)
      expect((await there(requestId)).refunds).toHaveLength(1)
      expect(await booksOf(order.id)).toMatchObject({
        money_state: { refunded_cents: 200, unknown_count: 0 },
        differences: [],
      })
    })

    it("that nobody can tell stops the next one, and is taken over when Hypur answers again", async () => {
      const { order, refund, requestId } = await paid()
      await fault({ path: "*/Refund" }, { drop: "after" })
      await fault({}, { drop: "before", times: 50 })
      const lost = await refund(2)
      expect(lost.status).toBe(409)
      // It may have left, so nobody can give the same money back twice.
      expect((await moneyOf(order.id)).refunded_cents).toBe(200)
      const again = await refund(2)
      expect(again.status).toBe(409)
      await suite.sandbox.call("DELETE", "/__sim/faults")
      requireBuilt("core", "lib/outbound-policy").closeBreakers()
      expect((await refund(2)).status).toBe(200)
      expect((await there(requestId)).refunds).toHaveLength(1)
      expect((await moneyOf(order.id)).refunded_cents).toBe(200)
      expect(await booksOf(order.id)).toMatchObject({
        money_state: { refunded_cents: 200, unknown_count: 0 },
        differences: [],
      })
    })

    it("that Hypur refuses leaves no trace in Medusa", async () => {
      const { order, refund } = await paid()
      const Error = { Message: "no", Name: "RefundError", Code: 409 }
      await fault({ path: "*/Refund" }, { status: 200, body: { Success: false, Error } })
      expect((await refund(2)).status).toBe(400)
      expect((await moneyOf(order.id)).refunded_cents).toBe(0)
      expect(await booksOf(order.id)).toMatchObject({ money_state: { refunded_cents: 0 }, differences: [] })
    })

    it("of a canceled order gives everything back", async () => {
      const { order, requestId, row } = await paid()
      expect((await admin("post", `/admin/orders/${order.id}/cancel`)).status).toBe(200)
      expect((await there(requestId)).refunds).toMatchObject([{ cents: row.amount_cents }])
      expect(await booksOf(order.id)).toMatchObject({
        money_state: { refunded_cents: row.amount_cents },
        differences: [],
      })
    })
  })

  describe("an order that is canceled before the shopper approved", () => {
    it("is canceled at Hypur too", async () => {
      const { order, session, requestId } = await placed({ approve: null })
      await suite.settle()
      await admin("post", `/admin/orders/${order.id}/cancel`)
      expect((await there(requestId)).status).toBe("canceled")
      expect(await rowOf(session.id)).toMatchObject({ status: "canceled", settlement: "closed" })
    })
  })

  describe("a bank that takes a payment back", () => {
    it("is in the books, and so is the second collection", async () => {
      const { order, row, requestId } = await paid()
      await at(requestId, "settle", { paid_out: true })
      await refresh(row.id)
      await at(requestId, "return")
      await refresh(row.id)
      const { money_state } = await booksOf(order.id)
      expect(money_state).toMatchObject({ returned_cents: row.amount_cents, settled_cents: row.amount_cents })
      expect(await casesOf(order.id)).toMatchObject([{ kind: "payments.hypur_returned" }])
      await at(requestId, "represent")
      await refresh(row.id)
      expect((await booksOf(order.id)).money_state).toMatchObject({ returned_cents: 0 })
      expect(await rowOf(row.payment_session_id)).toMatchObject({ status: "represented", returns: 1 })
    })
  })
}
