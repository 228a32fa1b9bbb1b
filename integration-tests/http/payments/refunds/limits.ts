import type { HttpSuite } from "../../../support"
import type { RefundSpecs } from "./support"

/** How much may go back, and how often. */
export function limitSpecs(suite: HttpSuite, { bank, admin, paidOrder, refund, money, agreed }: RefundSpecs) {
  describe("money that goes back", () => {
    it("goes back in parts until nothing is left, and bank, books and Medusa agree after each", async () => {
      const paid = await paidOrder()
      const part = Math.floor(paid.total / 3)
      for (const cents of [part, part]) {
        const { status, body } = await refund({ payment_id: paid.payment_id, amount: cents / 100 })
        expect({ status, state: body.refund?.state }).toEqual({ status: 200, state: "succeeded" })
      }
      expect(await money(paid)).toEqual(agreed(2 * part))
      const tooMuch = await refund({ payment_id: paid.payment_id, amount: (paid.total - 2 * part + 1) / 100 })
      expect(tooMuch.status).toBe(400)
      expect(tooMuch.body.message).toMatch(/^Only .* can still be given back$/)
      const rest = await refund({ payment_id: paid.payment_id, amount: (paid.total - 2 * part) / 100 })
      expect(rest.body.refund).toMatchObject({ state: "succeeded", order_id: paid.order.id, attempts: 1 })
      expect(await money(paid)).toEqual(agreed(paid.total))
      const again = await refund({ payment_id: paid.payment_id, amount: 0.01 })
      expect(again.body.message).toBe("Nothing of this payment can be given back any more")

      const { body } = await admin("get", `/admin/orders/${paid.order.id}?fields=payment_status,summary`)
      expect(body.order.payment_status).toBe("refunded")
      expect(body.order.summary.pending_difference).toBe(0)
    })

    it("is never more than a partial capture", async () => {
      const paid = await paidOrder(1000)
      expect((await refund({ payment_id: paid.payment_id, amount: 10.01 })).status).toBe(400)
      const whole = await refund({ payment_id: paid.payment_id })
      expect(whole.body.refund).toMatchObject({ state: "succeeded", amount_cents: 1000 })
      expect(await money(paid)).toEqual(agreed(1000))
    })

    it("is never more than was captured when twelve refunds race", async () => {
      const paid = await paidOrder(1000)
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => refund({ payment_id: paid.payment_id, amount: 3 }))
      )
      expect(answers.filter(({ status }) => status === 200).map(({ body }) => body.refund.state)).toEqual([
        "succeeded",
        "succeeded",
        "succeeded",
      ])
      expect(answers.every(({ status }) => status === 200 || status === 400)).toBe(true)
      expect(await money(paid)).toEqual(agreed(900))
    })

    it("goes back once for one key, whoever asks how often, and never for two things", async () => {
      const paid = await paidOrder(1000)
      const same = { payment_id: paid.payment_id, amount: 4, request_key: `return-${paid.order.id}` }
      const answers = await Promise.all(Array.from({ length: 6 }, () => refund(same)))
      expect(new Set(answers.map(({ body }) => body.refund?.id)).size).toBe(1)
      expect((await refund(same)).body.refund.state).toBe("succeeded")
      expect(await money(paid)).toEqual(agreed(400))
      expect((await refund({ ...same, amount: 5 })).status).toBe(409)
    })

    it("leaves a trace of who and why, and tells the customer once", async () => {
      const paid = await paidOrder(1000)
      const { body } = await refund({ payment_id: paid.payment_id, amount: 2.5, reason: "Wrong strain" })
      const { rows } = await suite
        .db()
        .query("SELECT action, why FROM core_audit_entry WHERE subject_id = $1 AND action LIKE 'payments.refund_%'", [
          paid.order.id,
        ])
      expect(rows).toEqual([
        { action: "payments.refund_requested", why: "Wrong strain" },
        { action: "payments.refund_succeeded", why: null },
      ])
      await suite.until("the mail", async () => (await mailsTo(paid.shopper.email)).length)
      await suite.settle()
      expect(await mailsTo(paid.shopper.email)).toEqual([
        expect.objectContaining({ data: expect.objectContaining({ amount: "2.50", order_id: paid.order.id }) }),
      ])
      expect((await admin("get", `/admin/payments/refunds/${body.refund.id}`)).body.refund.notified_at).not.toBeNull()
    })

    it.each([
      [{ amount: 0 }],
      [{ amount: -1 }],
      [{ amount: 1.005 }],
      [{ amount: "5" }],
      [{ reason: " " }],
      [{ reason: undefined }],
      [{ nonsense: 1 }],
    ])("refuses %j", async (body) => {
      const paid = await paidOrder(500)
      const answer = await refund({ payment_id: paid.payment_id, amount: 1, ...body })
      expect(answer.status).toBe(400)
      expect(bank.booksOf(paid.session_id).refunds).toBe(0)
    })

    it("knows no payment that is not there, and nobody who is not signed in", async () => {
      expect((await refund({ payment_id: "pay_none", amount: 1 })).status).toBe(404)
      expect((await admin("get", "/admin/payments/refunds/prfreq_none")).status).toBe(404)
      for (const act of ["approve", "check"]) {
        expect((await admin("post", `/admin/payments/refunds/prfreq_none/${act}`, {})).status).toBe(404)
      }
      expect((await admin("post", "/admin/payments/refunds/prfreq_none/decline", { note: "no" })).status).toBe(404)
      await suite.api().get("/admin/payments/refunds").expect(401)
      await suite.api().post("/admin/payments/refunds").send({}).expect(401)
    })
  })

  const mailsTo = async (to: string) =>
    (await suite.sandbox.call("GET", `/messages?to=${encodeURIComponent(to)}&template=payments-refund-made`)).messages
}
