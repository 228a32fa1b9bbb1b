import { createHash } from "node:crypto"
import type { HttpSuite } from "../../../support"
import { aeropayShopper } from "../../../support/aeropay"
import { till } from "./pay"

/** Rights, contracts and bad input of the admin routes. */
export function staffSpecs(suite: HttpSuite) {
  const { seller, there } = till(suite)
  const { admin } = seller
  const PATH = "/admin/payments/aeropay"
  const referenceOf = (customerId: string, reference: string) =>
    `payout:${createHash("sha256").update(customerId).digest("hex").slice(0, 16)}:${reference}`

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
      const { transactions } = await there({ sessionId: referenceOf(shopper.id, "goodwill-1") } as never)
      expect(transactions).toMatchObject([{ type: "payout", amount_cents: 1234 }])
    })

    it("are told when the bank sends a payout back, and may send it again", async () => {
      const { id } = await aeropayShopper(suite)
      const payout = { customer_id: id, amount: 3, reference: "goodwill-2", reason: "A parcel was late" }
      const sent = await admin("post", `${PATH}/payouts`, payout)
      await suite.sandbox.call("POST", `/aeropay/__sim/transactions/${sent.body.payout.id}/return`, {
        return_code: "R03",
      })
      await suite.until("the case", async () => {
        const { rows } = await suite.db().query("SELECT details FROM core_case WHERE kind = 'payments.payout_failed'")
        return rows.some(({ details }) => details.transaction_id === sent.body.payout.id)
      })
      const again = await admin("post", `${PATH}/payouts`, payout)
      expect(again.status).toBe(200)
      expect(again.body.payout.id).not.toBe(sent.body.payout.id)
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

    it("send a payout once, also when Aeropay has forgotten its key", async () => {
      const [{ id }, other] = [await aeropayShopper(suite), await aeropayShopper(suite)]
      const payout = { customer_id: id, amount: 5, reference: "goodwill-3", reason: "A parcel was late" }
      const first = await admin("post", `${PATH}/payouts`, payout)
      await suite.sandbox.call("POST", "/__sim/clock", { advance_seconds: 25 * 3600 })
      const late = await admin("post", `${PATH}/payouts`, payout)
      expect(late.body.payout.id).toBe(first.body.payout.id)
      expect((await admin("post", `${PATH}/payouts`, { ...payout, amount: 6 })).status).toBe(400)
      const hers = await admin("post", `${PATH}/payouts`, { ...payout, customer_id: other.id })
      expect(hers.status).toBe(200)
      expect(hers.body.payout.id).not.toBe(first.body.payout.id)
      const { transactions } = await there({ sessionId: referenceOf(id, "goodwill-3") } as never)
      expect(transactions).toHaveLength(1)
    })

    it("must be signed in", async () => {
      await suite.api().post(`${PATH}/payouts`).send({}).expect(401)
      await suite.api().get(`${PATH}/webhooks`).expect(401)
    })
  })
}
