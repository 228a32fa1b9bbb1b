import type { HttpSuite } from "../../support"
import { register } from "./register"

/** From the cart to the captured payment. */
export function saleSpecs(suite: HttpSuite) {
  const { admin, placedOrder, rowOf, pushed, settled, moneyOf, setStatus, registerOrders, casesOf } = register(suite)

  describe("a sale", () => {
    it("is placed unpaid, pushed to the register with the shopper's total, and captured when the register completes it", async () => {
      const { order } = await placedOrder()
      expect(order.payment_status).not.toBe("captured")
      const row = await pushed(order.id)
      const [atRegister, ...others] = await registerOrders(order.id)
      expect(others).toEqual([])
      expect(atRegister).toMatchObject({
        reference_no: order.id,
        total: row.amount_cents,
        order_type: "pickup",
        source: "online_store",
      })
      expect(row.amount_cents).toBe(Math.round(order.total * 100))
      expect((await moneyOf(order.id)).payments).toEqual([])

      await setStatus(row.posabit_id, { status: "completed" })
      await expect(settled(order.id)).resolves.toMatchObject({
        settlement: "settled",
        captured_cents: row.amount_cents,
      })
      const money = await moneyOf(order.id)
      expect(money.order.payment_status).toBe("captured")
      expect(money.captures).toEqual([expect.objectContaining({ amount: order.total })])
      expect(money.transactions).toEqual([expect.objectContaining({ amount: order.total })])
      await expect(casesOf(order.id)).resolves.toEqual([])
    })

    it("is in the register once when the answer to the push was lost after its effect", async () => {
      await suite.sandbox.call("POST", "/__sim/faults", {
        service: "posabit",
        match: { method: "POST", path: "*/incoming_orders" },
        drop: "after",
      })
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await suite.settle()
      const atRegister = await registerOrders(order.id)
      expect(atRegister.map(({ id }: { id: number }) => String(id))).toEqual([row.posabit_id])
    })

    it("tells staff when the register refuses it, and sends it again when they replay the message", async () => {
      await suite.sandbox.call("POST", "/__sim/faults", {
        service: "posabit",
        match: { method: "POST", path: "*/incoming_orders" },
        status: 422,
        body: { errors: { telephone: ["is invalid"] } },
      })
      const { order } = await placedOrder()
      await suite.until("the case to be open", async () => (await casesOf(order.id)).length)
      await expect(casesOf(order.id)).resolves.toMatchObject([{ kind: "payments.push_refused" }])
      await suite.settle()
      await expect(rowOf(order.id)).resolves.toMatchObject({ posabit_id: null, settlement: "open" })

      const { body } = await admin("get", `/admin/exchange/outbox?state=dead&key=${order.id}`)
      expect(body.outbox).toHaveLength(1)
      await admin("post", `/admin/exchange/outbox/${body.outbox[0].id}/replay`, {})
      const row = await pushed(order.id)
      expect((await registerOrders(order.id)).map((atRegister: { id: number }) => String(atRegister.id))).toEqual([
        row.posabit_id,
      ])
    })

    it("lets the shopper say how she will pay, and refuses a way that does not exist", async () => {
      const shopper = await suite.shopper()
      await suite.confirmAge(shopper)
      const cart = await suite.cart({ shopper })
      const collection = cart.payment_collection.id
      const choose = (method: unknown) =>
        suite
          .api()
          .post(`/store/payment-collections/${collection}/payment-sessions`)
          .set(shopper.headers)
          .send({ provider_id: "pp_posabit_posabit", data: { method } })
      for (const wrong of ["barter", 7, "__proto__", null, { cash: 1 }]) {
        const refused = await choose(wrong)
        expect(refused.status === 400 || wrong === null).toBe(true)
      }
      await choose("debit_card").expect(200)
      const { body } = await suite
        .api()
        .post(`/store/carts/${cart.id}/complete`)
        .set(shopper.headers)
        .send({})
        .expect(200)
      await pushed(body.order.id)
      const [atRegister] = await registerOrders(body.order.id)
      expect(atRegister.requested_payment_method).toBe("Debit Card")
    })
  })
}
