import type { HttpSuite } from "../../support"
import { register } from "./register"

/** Rights, contracts and bad input of the admin routes. */
export function adminSpecs(suite: HttpSuite) {
  const { admin, placedOrder, pushed, setStatus } = register(suite)

  describe("the admin routes", () => {
    it("list with filters and paging, and never show the callback's hash", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      const { body } = await admin("get", `/admin/payments/posabit-orders?limit=1&settlement=open&q=${order.id}`)
      expect(body).toMatchObject({
        count: 1,
        offset: 0,
        limit: 1,
        posabit_orders: [{ id: row.id, order_id: order.id }],
      })
      expect(JSON.stringify(body)).not.toMatch(/[0-9a-f]{64}/)
      const one = await admin("get", `/admin/payments/posabit-orders/${row.id}`)
      expect(one.body.posabit_order).toMatchObject({ id: row.id, order_id: order.id, settlement: "open" })
      for (const path of [
        `/${row.id}?fields=id,callback_token_hash`,
        `/${row.id}?fields=*`,
        "?fields=*,callback_token_hash",
      ]) {
        const hidden = await admin("get", `/admin/payments/posabit-orders${path}`)
        expect(hidden.status).toBeLessThan(500)
        expect(JSON.stringify(hidden.body)).not.toMatch(/[0-9a-f]{64}/)
      }
    })

    it("read an order again on request, and say so when the register does not answer", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "completed", callback: { lost: true } })
      await suite.sandbox.call("POST", "/__sim/faults", {
        service: "posabit",
        match: { method: "GET" },
        status: 503,
        times: 1,
      })
      const failed = await admin("post", `/admin/payments/posabit-orders/${row.id}/refresh`, {})
      expect(failed.status).toBe(409)
      const { status, body } = await admin("post", `/admin/payments/posabit-orders/${row.id}/refresh`, {})
      expect(status).toBe(200)
      expect(body.posabit_order).toMatchObject({ settlement: "settled", status: "completed" })
    })

    it.each([
      ["get", "/admin/payments/posabit-orders?nonsense=1", 400],
      ["get", "/admin/payments/posabit-orders?settlement=rich", 400],
      ["get", "/admin/payments/posabit-orders?limit=1000000", 400],
      ["get", "/admin/payments/posabit-orders?offset=-1", 400],
      ["get", "/admin/payments/posabit-orders?order=nonsense", 400],
      ["get", "/admin/payments/posabit-orders/pbord_none", 404],
      ["post", "/admin/payments/posabit-orders/pbord_none/refresh", 404],
    ] as const)("answer %s %s with %d", async (method, path, status) => {
      const answer = await admin(method, path, method === "post" ? {} : undefined)
      expect(answer.status).toBe(status)
    })

    it("refuse a body that they do not know, and anybody who is not signed in", async () => {
      const wrong = await admin("post", "/admin/payments/posabit-orders/pbord_none/refresh", { nonsense: true })
      expect(wrong.status).toBe(400)
      await suite.api().get("/admin/payments/posabit-orders").expect(401)
      await suite.api().post("/admin/payments/posabit-orders/pbord_none/refresh").send({}).expect(401)
    })
  })
}
