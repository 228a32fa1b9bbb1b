import type { HttpSuite } from "../../support"
import { register } from "./register"

/** What POSaBIT, or somebody who pretends to be it, may send. */
export function callbackSpecs(suite: HttpSuite) {
  const { placedOrder, rowOf, pushed, settled, moneyOf, setStatus, registerOrders, casesOf, callback, runJob } =
    register(suite)

  describe("callbacks", () => {
    it("capture once when the same one comes twenty times among others, in any order", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "processing", callback: { lost: true } })
      await setStatus(row.posabit_id, { status: "completed", callback: { lost: true } })
      const [{ status_callback }] = await registerOrders(order.id)
      const statuses = ["pending", "processing", "En Route", "change", ...Array.from({ length: 20 }, () => "completed")]
      const shuffled = statuses
        .map((status, n) => ({ status, at: (n * 7) % statuses.length }))
        .sort((a, b) => a.at - b.at)
      const answers = await Promise.all(
        shuffled.map(({ status }) =>
          callback(status_callback, { id: row.posabit_id, reference_no: order.id, status, order_type: "pickup" })
        )
      )
      expect(answers.map(({ status }) => status)).toEqual(statuses.map(() => 200))

      await settled(order.id)
      await suite.settle()
      const money = await moneyOf(order.id)
      expect(money.captures).toHaveLength(1)
      expect(money.transactions).toHaveLength(1)
      expect(money.payments).toHaveLength(1)
      expect(money.order.payment_status).toBe("captured")
    })

    it("move no money by themselves: the order is read again", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      const [{ status_callback }] = await registerOrders(order.id)
      const lie = await callback(status_callback, { id: row.posabit_id, reference_no: order.id, status: "completed" })
      expect(lie.status).toBe(200)
      await suite.settle()
      await expect(rowOf(order.id)).resolves.toMatchObject({
        settlement: "open",
        status: "pending",
        captured_cents: null,
      })
      expect((await moneyOf(order.id)).payments).toEqual([])
    })

    it("are not found under an address that nobody was given", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      for (const token of ["0".repeat(64), "short", "..%2f..", "%00", order.id, "x".repeat(5000)]) {
        const answer = await callback(`http://store/hooks/posabit/orders/${token}`, {
          id: row.posabit_id,
          status: "completed",
        })
        expect(answer.status).toBe(404)
      }
    })

    it("that name another order are not believed, and staff hear of it", async () => {
      const { order } = await placedOrder()
      await pushed(order.id)
      const [{ status_callback }] = await registerOrders(order.id)
      await callback(status_callback, { id: "1", reference_no: "order_of_somebody_else", status: "canceled" }).then(
        ({ status }) => expect(status).toBe(200)
      )
      await suite.settle()
      await expect(casesOf(order.id)).resolves.toMatchObject([{ kind: "payments.callback_differs" }])
      await expect(rowOf(order.id)).resolves.toMatchObject({ status: "pending" })
    })

    it("that cancel an order leave nothing to do there when staff cancel it here too", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "canceled" })
      await suite.settle()
      await expect(casesOf(order.id)).resolves.toMatchObject([{ kind: "payments.canceled_at_register", state: "open" }])
      await suite.api().post(`/admin/orders/${order.id}/cancel`).set(suite.adminHeaders()).expect(200)
      await expect(casesOf(order.id)).resolves.toMatchObject([
        { kind: "payments.canceled_at_register", state: "closed" },
      ])
    })

    it("that were lost are made up for by the poll", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "completed", callback: { lost: true } })
      await suite
        .db()
        .query("UPDATE posabit_order SET next_poll_at = now() - interval '1 minute' WHERE order_id = $1", [order.id])
      await runJob("poll-posabit-orders")
      await expect(rowOf(order.id)).resolves.toMatchObject({ settlement: "settled" })
      expect((await moneyOf(order.id)).captures).toHaveLength(1)
    })
  })
}
