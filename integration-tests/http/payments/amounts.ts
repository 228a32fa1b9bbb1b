import type { HttpSuite } from "../../support"
import { register } from "./register"

/** Where the register and the store do not agree. */
export function amountSpecs(suite: HttpSuite) {
  const { admin, placedOrder, pushed, settled, moneyOf, setStatus, casesOf } = register(suite)

  describe("a register that took another amount", () => {
    it("less: captures what was taken, says so in a case, and captures no more however often it is told", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      const took = row.amount_cents - 100
      await setStatus(row.posabit_id, { status: "completed", total_cents: took, callback: { times: 3 } })
      await expect(settled(order.id)).resolves.toMatchObject({
        settlement: "settled",
        captured_cents: took,
        pos_total_cents: took,
      })
      await admin("post", `/admin/payments/posabit-orders/${row.id}/refresh`, {})
      await suite.settle()

      const money = await moneyOf(order.id)
      expect(money.captures.map(({ amount }: { amount: number }) => Math.round(amount * 100))).toEqual([took])
      expect(money.transactions).toHaveLength(1)
      expect(money.payments[0].captured_at).not.toBeNull()
      const [found, ...others] = await casesOf(order.id)
      expect(others).toEqual([])
      expect(found).toMatchObject({
        kind: "payments.total_differs",
        details: { expected_cents: row.amount_cents, pos_total_cents: took, captured_cents: took },
      })
    })

    it("more: captures what the shopper agreed to, and makes the rest a case", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "completed", total_cents: row.amount_cents + 350 })
      await expect(settled(order.id)).resolves.toMatchObject({
        settlement: "settled",
        captured_cents: row.amount_cents,
      })
      await expect(casesOf(order.id)).resolves.toMatchObject([
        { kind: "payments.total_differs", details: { pos_total_cents: row.amount_cents + 350 } },
      ])
      expect((await moneyOf(order.id)).order.payment_status).toBe("captured")
    })

    it("nothing: captures nothing and asks staff", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "completed", total_cents: 0 })
      await expect(settled(order.id)).resolves.toMatchObject({ settlement: "nothing_taken", captured_cents: 0 })
      expect((await moneyOf(order.id)).captures).toEqual([])
      await expect(casesOf(order.id)).resolves.toMatchObject([{ kind: "payments.total_differs" }])
    })
  })

  describe("a cancellation", () => {
    it("at the register becomes a case, and nothing is captured", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "canceled" })
      await expect(settled(order.id)).resolves.toMatchObject({ settlement: "canceled", status: "canceled" })
      const { body } = await admin("get", `/admin/exchange/cases?subject_id=${order.id}&state=open`)
      expect(body.cases).toMatchObject([{ kind: "payments.canceled_at_register", subject_id: order.id }])
      expect((await moneyOf(order.id)).payments).toEqual([])
    })

    it("in the store asks staff to cancel at the register, and is done when the register says so", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      expect((await admin("post", `/admin/orders/${order.id}/cancel`)).status).toBe(200)
      await expect(casesOf(order.id)).resolves.toMatchObject([{ kind: "payments.cancel_at_register" }])
      await setStatus(row.posabit_id, { status: "canceled" })
      await expect(settled(order.id)).resolves.toMatchObject({ settlement: "canceled" })
      await expect(casesOf(order.id)).resolves.toHaveLength(1)
    })

    it("in the store that the register did not hear of does not lose the money it took", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await admin("post", `/admin/orders/${order.id}/cancel`)
      await setStatus(row.posabit_id, { status: "completed" })
      await expect(settled(order.id)).resolves.toMatchObject({ settlement: "settled" })
      expect((await casesOf(order.id)).map(({ kind }) => kind)).toEqual([
        "payments.cancel_at_register",
        "payments.paid_after_cancel",
      ])
    })
  })

  describe("a refund", () => {
    it("is refused with the way to do it, and leaves no trace", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "completed" })
      await settled(order.id)
      const { payments } = await moneyOf(order.id)
      const refused = await admin("post", `/admin/payments/${payments[0].id}/refund`, { amount: 1 })
      expect(refused.status).toBe(400)
      expect(refused.body.message).toContain("portal")
      const { rows } = await suite
        .db()
        .query("SELECT 1 FROM refund WHERE payment_id = $1 AND deleted_at IS NULL", [payments[0].id])
      expect(rows).toEqual([])
    })
  })
}
