import type { HttpSuite } from "../../../support"
import { till } from "./pay"

/** Rights, contracts and bad input of the admin routes. */
export function staffSpecs(suite: HttpSuite) {
  const { seller, there } = till(suite)
  const { admin } = seller
  const PATH = "/admin/payments/aeropay"

  describe("staff", () => {
    it("see and refresh a payment", async () => {
      const sale = await seller.taken()
      const { body } = await admin("get", `${PATH}/payments/${sale.paymentId}`)
      expect(body.aeropay_payment).toMatchObject({ payment_session_id: sale.sessionId, status: "captured" })
      expect((await admin("post", `${PATH}/payments/${sale.sessionId}/refresh`, {})).status).toBe(200)
    })

    it("send a payout once, however often they ask with its reference", async () => {
      const { shopper } = await seller.placed()
      const payout = { customer_id: shopper.id, amount: 12.34, reference: "goodwill-1", reason: "A parcel was late" }
      const [first, second] = [
        await admin("post", `${PATH}/payouts`, payout),
        await admin("post", `${PATH}/payouts`, payout),
      ]
      expect([first.status, second.status]).toEqual([200, 200])
      expect(second.body.payout.id).toBe(first.body.payout.id)
      const { transactions } = await there({ sessionId: "payout:goodwill-1" } as never)
      expect(transactions).toMatchObject([{ type: "payout", amount_cents: 1234 }])
    })

    it("send a link to pay", async () => {
      const link = { phone: "+12065550111", amount: 20, reference: "phone-order-1" }
      expect((await admin("post", `${PATH}/payment-links`, link)).status).toBe(200)
      const { payment_links } = await suite.sandbox.call("GET", "/aeropay/__sim/payment_links")
      expect(payment_links[0]).toMatchObject({ referenceId: "phone-order-1", cents: 2000, channel: "phone" })
    })

    it("see which webhooks are subscribed, and may subscribe them again", async () => {
      const again = await admin("post", `${PATH}/webhooks`, {})
      expect(again.body.webhooks.every(({ is_subscribed }: any) => is_subscribed)).toBe(true)
      const { body } = await admin("get", `${PATH}/webhooks`)
      expect(body.webhooks).toHaveLength(again.body.webhooks.length)
    })

    it.each([
      ["get", "payments/pay_none", undefined, 404],
      ["post", "payments/pay_none/refresh", {}, 404],
      ["post", "payments/pay_none/capture", { amount: 1 }, 404],
      ["post", "payments/pay_none/capture", { amount: -1 }, 400],
      ["post", "payouts", { customer_id: "cus_none", amount: 1, reference: "a b", reason: "x" }, 400],
      ["post", "payouts", { customer_id: "cus_none", amount: 1, reference: "a", reason: "x" }, 404],
      ["post", "payment-links", { reference: "a" }, 400],
      ["post", "webhooks", { nonsense: true }, 400],
    ] as const)("%s %s answers %#", async (method, path, body, status) => {
      expect((await admin(method, `${PATH}/${path}`, body)).status).toBe(status)
    })

    it("must be signed in", async () => {
      await suite.api().post(`${PATH}/payouts`).send({}).expect(401)
      await suite.api().get(`${PATH}/webhooks`).expect(401)
    })
  })
}
