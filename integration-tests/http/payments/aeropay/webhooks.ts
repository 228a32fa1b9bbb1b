import type { HttpSuite } from "../../../support"
import { till } from "./pay"

/** What Aeropay tells, and what somebody else may try to tell. */
export function webhookSpecs(suite: HttpSuite) {
  const { seller, there, agree, options } = till(suite)
  const PATH = "/hooks/payment/aeropay_aeropay"

  const sent = async (topic: string) =>
    (await suite.sandbox.call("GET", `/aeropay/__sim/webhooks?topic=${topic}&limit=1`)).webhooks[0]
  const post = (text: string, signature?: string) =>
    suite
      .api()
      .post(PATH)
      .set({ "content-type": "application/json", ...(signature && { "ap-signature": signature }) })
      .send(text)
  const messages = async () =>
    Number(
      (await suite.db().query("SELECT count(*) FROM core_inbox_message WHERE source = 'payments.aeropay'")).rows[0]
        .count
    )

  describe("a webhook", () => {
    it("is refused without the right signature, and stored nowhere", async () => {
      await seller.taken()
      const { text, signature } = await sent("transaction_completed")
      await suite.settle()
      const before = await messages()
      for (const [body, sign] of [
        [text, undefined],
        [text, "0".repeat(64)],
        [text.replace("pending", "void"), signature],
        [`${text.slice(0, -1)}, "more": 1}`, signature],
      ] as const) {
        expect((await post(body, sign)).status).toBe(401)
      }
      expect((await post('{"half": ', signature)).status).toBeLessThan(500)
      expect(await messages()).toBe(before)
    })

    it("counts once, however often it comes", async () => {
      const sale = await seller.taken()
      const { id, text, signature } = await sent("transaction_completed")
      expect((await post(text, signature)).status).toBe(200)
      await suite.sandbox.call("POST", `/aeropay/__sim/webhooks/${id}/send`, { times: 3 })
      const books = await agree(sale)
      expect(books).toMatchObject({ medusa: { captured: sale.cents }, service: { sales: 1 } })
    })

    it("is shown to staff without the shopper's name and address", async () => {
      const { rows } = await suite
        .db()
        .query("SELECT id FROM core_inbox_message WHERE source = 'payments.aeropay' AND body::text LIKE '%userName%'")
      const { body } = await seller.admin("get", `/admin/exchange/inbox/${rows[0].id}`)
      const shown = JSON.stringify(body)
      expect(shown).toContain('"userName":"***"')
      expect(shown).not.toContain("Robin")
    })

    it("is understood without spaces too, and in any order", async () => {
      await options({ webhook_body: "compact", webhook_hold: true })
      const sale = await seller.taken()
      await seller.refund(sale)
      await suite.sandbox.call("POST", "/aeropay/__sim/webhooks/release", { order: "reversed" })
      await options({ webhook_body: "python", webhook_hold: false })
      const books = await agree(sale)
      expect(books.cases).toEqual([])
      expect((await there(sale)).transactions[0].status).toBe("void")
    })

    it("of the old version is refused, and staff are told", async () => {
      await options({ webhook_body: "v1" })
      await seller.placed()
      await options({ webhook_body: "python" })
      await suite.until("the case", async () => {
        const { rows } = await suite
          .db()
          .query("SELECT 1 FROM core_case WHERE kind = 'payments.aeropay_webhook_version'")
        return rows.length
      })
    })

    it("captures what was captured in Aeropay's portal", async () => {
      const sale = await seller.placed()
      const [{ id }] = (await there(sale)).preauths
      const { token } = await suite.sandbox.call("POST", "/aeropay/v2/token", {
        apiKey: "sandbox-aeropay-key",
        apiSecret: "sandbox-aeropay-secret",
        scope: "merchant",
        id: 582,
      })
      await fetch(`${suite.sandbox.url}/aeropay/v2/capturePreauthTransaction`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ id }),
      })
      await suite.until("the capture in Medusa", async () => {
        const { rows } = await suite
          .db()
          .query("SELECT 1 FROM capture JOIN payment ON payment.id = payment_id WHERE payment_session_id = $1", [
            sale.sessionId,
          ])
        return rows.length
      })
      expect((await agree(sale)).medusa.captured).toBe(sale.cents)
    })

    it("suspends and frees a shopper", async () => {
      const sale = await seller.placed()
      const [{ user_id }] = (await there(sale)).preauths
      const status = async () =>
        (await suite.db().query("SELECT status FROM aeropay_wallet WHERE aeropay_user_id = $1", [user_id])).rows[0]
          .status
      await suite.sandbox.call("POST", `/aeropay/__sim/users/${user_id}/suspend`, {})
      await suite.until("the suspension", async () => (await status()) === "suspended")
      await suite.sandbox.call("POST", `/aeropay/__sim/users/${user_id}/resolve`, {})
      await suite.until("the end of it", async () => (await status()) === "active")
    })
  })
}
