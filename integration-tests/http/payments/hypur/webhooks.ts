import type { HttpSuite } from "../../../support"
import { hypurStore } from "./hypur"

/** What Hypur, or somebody who pretends to be it, may send. */
export function webhookSpecs(suite: HttpSuite) {
  const { at, captured, moneyOf, placed, rowOf, webhook } = hypurStore(suite)

  describe("webhooks", () => {
    it("capture once, however often they come", async () => {
      const { order, session, requestId } = await placed({ approve: null })
      await suite.settle()
      await at(requestId, "approve")
      const body = { EventId: "1", RequestId: requestId, Status: "Approved" }
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => webhook({ ...body, EventId: String(n % 3) }))
      )
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
      await captured(session.id)
      await suite.settle()
      expect((await moneyOf(order.id)).captured_cents).toBe(Math.round(order.total * 100))
    })

    it("move no money by themselves: the request is read again", async () => {
      const { order, session, requestId } = await placed({ approve: null })
      await suite.settle()
      expect((await webhook({ RequestId: requestId, Status: "Approved" })).status).toBe(200)
      await suite.settle()
      expect(await rowOf(session.id)).toMatchObject({ status: "awaiting_customer" })
      expect((await moneyOf(order.id)).payments).toEqual([])
    })

    it("are refused with a wrong signature, and unknown under an address that is not in use", async () => {
      expect((await webhook({ RequestId: "HPR-1" }, "another-secret-of-somebody")).status).toBe(401)
      const other = await suite.api().post("/hooks/hypur/requests/sandbox-hypur-webhook-secret").send({})
      expect(other.status).toBe(404)
    })

    it("the sandbox's own are believed", async () => {
      await suite.sandbox.call("POST", "/hypur/__sim/webhooks/target", {
        url: `${suite.url}/hooks/hypur/requests`,
        secret: "sandbox-hypur-webhook-secret",
      })
      const { session, requestId } = await placed({ approve: null })
      await suite.settle()
      await at(requestId, "approve")
      await captured(session.id)
      await suite.sandbox.call("POST", "/hypur/__sim/webhooks/target", { url: null })
    })
  })
}
