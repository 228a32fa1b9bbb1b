import type { HttpSuite } from "../../support"
import { register } from "./register"

/** Every point where a kill may cut a settlement off. */
export function crashSpecs(suite: HttpSuite) {
  const { admin, placedOrder, rowOf, pushed, settled, moneyOf, setStatus, registerOrders, casesOf } = register(suite)

  describe("what a crash left behind", () => {
    /** Puts one order back to where a kill at that point would have left it; the trigger guards settled orders. */
    async function cutOff(orderId: string, ...statements: string[]) {
      const client = await suite.db().connect()
      try {
        await client.query("BEGIN")
        await client.query("SET LOCAL session_replication_role = replica")
        for (const statement of statements) {
          await client.query(statement, [orderId])
        }
        await client.query("COMMIT")
      } finally {
        client.release()
      }
    }

    const DUE =
      "UPDATE posabit_order SET settlement = 'due', captured_cents = NULL, settled_at = NULL WHERE order_id = $1"
    const PAYMENT =
      "(SELECT p.id FROM payment p JOIN posabit_order o ON o.payment_session_id = p.payment_session_id WHERE o.order_id = $1)"
    const NO_TRANSACTION = "DELETE FROM order_transaction WHERE order_id = $1"
    const NO_CAPTURE = `DELETE FROM capture WHERE payment_id = ${PAYMENT}`
    const NOT_CAPTURED = `UPDATE payment SET captured_at = NULL WHERE id = ${PAYMENT}`
    const NOT_COUNTED = `UPDATE payment_collection SET captured_amount = 0, raw_captured_amount = '{"value":"0","precision":20}', status = 'authorized'
      WHERE id = (SELECT payment_collection_id FROM payment WHERE id = ${PAYMENT})`
    const NO_PAYMENT = `DELETE FROM payment WHERE id = ${PAYMENT}`
    const NOT_AUTHORIZED = `UPDATE payment_session SET status = 'pending_authorization', authorized_at = NULL
      WHERE id = (SELECT payment_session_id FROM posabit_order WHERE order_id = $1)`

    const repair = async (name: string) => {
      const key = Symbol.for("rise-via.core.runtime")
      const recovery = (globalThis as any)[key].recoveries.get(name)
      for (const item of await recovery.find(suite.container(), new Date())) {
        await recovery.repair(item, suite.container(), new Date())
      }
    }

    it.each([
      [
        "before the payment was made",
        [DUE, NO_TRANSACTION, NO_CAPTURE, NO_PAYMENT, NOT_AUTHORIZED, NOT_COUNTED],
        "payments.posabit-due",
      ],
      [
        "between payment and capture",
        [DUE, NO_TRANSACTION, NO_CAPTURE, NOT_CAPTURED, NOT_COUNTED],
        "payments.posabit-due",
      ],
      ["inside Medusa's capture", [DUE, NO_TRANSACTION, NOT_CAPTURED, NOT_COUNTED], "payments.posabit-due"],
      ["between capture and the order's transaction", [DUE, NO_TRANSACTION], "payments.posabit-due"],
      ["after the transaction, before ours was noted", [DUE], "payments.posabit-due"],
      ["a settled order without its transaction", [NO_TRANSACTION], "payments.posabit-settled"],
    ])("%s: is captured once", async (_, statements, recovery) => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "completed" })
      await settled(order.id)
      await suite.settle()
      await cutOff(order.id, ...(statements as string[]))

      await repair(recovery as string)
      await repair(recovery as string)
      await expect(rowOf(order.id)).resolves.toMatchObject({ settlement: "settled", captured_cents: row.amount_cents })
      const money = await moneyOf(order.id)
      expect(money.payments).toHaveLength(1)
      expect(money.captures).toHaveLength(1)
      expect(money.transactions).toHaveLength(1)
      expect(money.payments[0].captured_at).not.toBeNull()
      expect(money.order.payment_status).toBe("captured")
    })

    it.each([
      [
        "the push that is tried again",
        async (orderId: string) => {
          const { body } = await admin("get", `/admin/exchange/outbox?key=${orderId}`)
          await admin("post", `/admin/exchange/outbox/${body.outbox[0].id}/replay`, {})
          await suite.settle()
        },
      ],
      [
        "core's look-up",
        async (orderId: string) => {
          const service = (globalThis as any)[Symbol.for("rise-via.core.runtime")].outboundServices.get("posabit")
          const attempt = { operation: "create-order", idempotency_key: orderId }
          const [{ id }] = await registerOrders(orderId)
          const body = { id, reference_no: orderId, status: "pending", total: 100 }
          await service.settled(
            attempt,
            { found: true, response: { status: 200, headers: {}, body } },
            suite.container()
          )
        },
      ],
    ])("a push whose end nobody knew when its order was canceled is found by %s", async (_, findAgain) => {
      const { order } = await placedOrder()
      await pushed(order.id)
      await suite.settle()
      await cutOff(order.id, "UPDATE posabit_order SET posabit_id = NULL, pushed_at = NULL WHERE order_id = $1")
      expect((await admin("post", `/admin/orders/${order.id}/cancel`)).status).toBe(200)
      await expect(rowOf(order.id)).resolves.toMatchObject({ settlement: "withdrawn", posabit_id: null })
      await findAgain(order.id)
      const [{ id }] = await registerOrders(order.id)
      await expect(rowOf(order.id)).resolves.toMatchObject({ settlement: "withdrawn", posabit_id: String(id) })
      await expect(casesOf(order.id)).resolves.toMatchObject([{ kind: "payments.cancel_at_register", state: "open" }])
    })

    it("an order whose hook was lost gets its row and its push from the sweep", async () => {
      const { order } = await placedOrder()
      await pushed(order.id)
      await suite.settle()
      await cutOff(
        order.id,
        "DELETE FROM core_outbox_message WHERE payload->>'order_id' = $1",
        "DELETE FROM posabit_order WHERE order_id = $1"
      )
      await suite
        .db()
        .query(
          "UPDATE payment_session SET updated_at = now() - interval '10 minutes' WHERE status = 'pending_authorization'"
        )
      const key = Symbol.for("rise-via.core.runtime")
      const { options } = (globalThis as any)[key].outboxHandlers.get("payments.posabit_order_push")
      const missing = await options.sweep(suite.container())
      expect(missing.map(({ payload }: any) => payload.order_id)).toContain(order.id)
      // The register had it already: found by its reference, not made again.
      await pushed(order.id)
      await expect(registerOrders(order.id)).resolves.toHaveLength(1)
    })
  })
}
