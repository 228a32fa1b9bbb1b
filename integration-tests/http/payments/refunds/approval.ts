import { mustSucceed, type HttpSuite } from "../../../support"
import type { RefundSpecs } from "./support"

/** Limits, second persons, and Medusa's own ways to give money back. */
export function approvalSpecs(
  suite: HttpSuite,
  { bank, admin, heldOrder, paidOrder, refund, refundOf, money, agreed, secondPerson }: RefundSpecs
) {
  const limits = () => suite.container().resolve<any>("payments_refunds").options

  const givenToday = async (): Promise<number> =>
    (
      await suite.db().query(
        `SELECT coalesce(sum(amount_cents), 0)::int AS cents FROM payment_refund_request
          WHERE decided_by IS NULL AND state IN ('approved', 'sent', 'pending', 'succeeded', 'unknown')`
      )
    ).rows[0].cents

  describe("a refund above the limit", () => {
    let other: Record<string, string>
    beforeAll(async () => {
      other = await secondPerson()
    })
    beforeEach(() => void (limits().approvalAbove = { usd: 500 }))
    afterEach(() => Object.assign(limits(), { approvalAbove: {}, dailyLimit: {} }))

    it("waits for a second person, who is not the one that asked, and goes back once", async () => {
      const paid = await paidOrder(1000)
      const { body } = await refund({ payment_id: paid.payment_id, amount: 7 })
      expect(body.refund).toMatchObject({
        state: "requested",
        approval_reasons: [{ code: "payments.refund_above_limit", gate: "payments.refund-limits" }],
      })
      expect(bank.booksOf(paid.session_id).refunds).toBe(0)
      expect((await refund({ payment_id: paid.payment_id, amount: 4 })).status).toBe(400)
      const waiting = await admin("get", `/admin/payments/refunds?state=requested&order_id=${paid.order.id}`)
      expect(waiting.body).toMatchObject({ count: 1, refunds: [{ id: body.refund.id }] })

      const path = `/admin/payments/refunds/${body.refund.id}/approve`
      expect((await admin("post", path, {})).body.message).toMatch(/somebody else/)
      const answers = await Promise.all([1, 2, 3].map(() => admin("post", path, { note: "Seen the jar" }, other)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      expect(await refundOf(body.refund.id)).toMatchObject({ state: "succeeded", decision_note: "Seen the jar" })
      expect(await money(paid)).toEqual(agreed(700))
      expect(bank.booksOf(paid.session_id).refunds).toBe(1)
    })

    it("can be declined, and its money is free again", async () => {
      const paid = await paidOrder(1000)
      const { body } = await refund({ payment_id: paid.payment_id, amount: 10 })
      const path = `/admin/payments/refunds/${body.refund.id}`
      expect((await admin("post", `${path}/decline`, {}, other)).status).toBe(400)
      const declined = await admin("post", `${path}/decline`, { note: "Out of time" }, other)
      expect(declined.body.refund).toMatchObject({ state: "declined", decision_note: "Out of time" })
      expect((await admin("post", `${path}/approve`, {}, other)).status).toBe(400)
      expect((await refund({ payment_id: paid.payment_id, amount: 5 })).body.refund.state).toBe("succeeded")
      expect(await money(paid)).toEqual(agreed(500))
    })

    it("is what small ones come to in a day", async () => {
      Object.assign(limits(), { approvalAbove: {} })
      const paid = await paidOrder(1000)
      limits().dailyLimit = { usd: (await givenToday()) + 300 }
      expect((await refund({ payment_id: paid.payment_id, amount: 3 })).body.refund.state).toBe("succeeded")
      const { body } = await refund({ payment_id: paid.payment_id, amount: 1 })
      expect(body.refund).toMatchObject({
        state: "requested",
        approval_reasons: [{ code: "payments.refund_above_daily_limit" }],
      })
    })

    it("is judged with what else the same person gives back at the same moment", async () => {
      Object.assign(limits(), { approvalAbove: {} })
      const paid = await paidOrder(1000)
      limits().dailyLimit = { usd: (await givenToday()) + 300 }
      const answers = await Promise.all([1, 2, 3].map(() => refund({ payment_id: paid.payment_id, amount: 3 })))
      expect(answers.map(({ body }) => body.refund.state).sort()).toEqual(["requested", "requested", "succeeded"])
      expect(await money(paid)).toEqual(agreed(300))
    })

    it("does not go back by Medusa's own route or by canceling the order", async () => {
      const paid = await paidOrder(1000)
      const cancel = await admin("post", `/admin/orders/${paid.order.id}/cancel`)
      expect(cancel.status).toBe(400)
      expect(cancel.body.reasons).toEqual([expect.objectContaining({ code: "payments.refund_above_limit" })])
      const path = `/admin/payments/${paid.payment_id}/refund`
      const big = await admin("post", path, { amount: 7, note: "Broken" })
      expect(big.status).toBe(400)
      expect(big.body.message).toMatch(/second person/)
      expect(bank.booksOf(paid.session_id).refunds).toBe(0)
    })
  })

  describe("a capture with a reason", () => {
    const capture = (body: object) => admin("post", "/admin/payments/captures", { reason: "All is packed", ...body })

    it("takes the money as Medusa's own does, and the audit log says who and why", async () => {
      const held = await heldOrder(1000)
      for (const wrong of [{ reason: " " }, { reason: undefined }, { amount: 0 }, { amount: 1.005 }, { nonsense: 1 }]) {
        expect((await capture({ payment_id: held.payment_id, amount: 10, ...wrong })).status).toBe(400)
      }
      expect((await capture({ payment_id: "pay_none" })).status).toBe(404)
      await suite.api().post("/admin/payments/captures").send({}).expect(401)
      const { payment } = mustSucceed(await capture({ payment_id: held.payment_id, amount: 10 }))
      expect(payment).toMatchObject({ id: held.payment_id, captures: [{ amount: 10 }] })
      expect(bank.booksOf(held.session_id).captured).toBe(1000)
      const { rows } = await suite
        .db()
        .query(
          "SELECT actor_type, why FROM core_audit_entry WHERE action = 'payments.capture_requested' AND subject_id = $1",
          [held.order.id]
        )
      expect(rows).toEqual([{ actor_type: "user", why: "All is packed" }])
      expect((await capture({ payment_id: held.payment_id, amount: 100_000 })).status).toBe(400)
    })
  })

  describe("canceling a paid order", () => {
    const cancel = (orderId: string) => admin("post", `/admin/orders/${orderId}/cancel`)
    const statusOf = async (orderId: string) =>
      (await admin("get", `/admin/orders/${orderId}?fields=status`)).body.order.status

    it("gives all of it back as a refund with who and why, once, also when it is asked for twice", async () => {
      const paid = await paidOrder(1000)
      expect((await refund({ payment_id: paid.payment_id, amount: 4 })).body.refund.state).toBe("succeeded")
      const answers = await Promise.all([cancel(paid.order.id), cancel(paid.order.id)])
      expect(answers.map(({ status }) => status)).toContain(200)
      expect(await statusOf(paid.order.id)).toBe("canceled")
      expect(await money(paid)).toEqual(agreed(1000))
      const { body } = await admin("get", `/admin/payments/refunds?order_id=${paid.order.id}`)
      expect(body.refunds.map(({ amount_cents, reason, state }: any) => [amount_cents, reason, state])).toEqual([
        [600, "The order is canceled", "succeeded"],
        [400, "The jar was broken", "succeeded"],
      ])
    })

    it("is refused while the bank refuses to give the money back, and the order stays", async () => {
      const paid = await paidOrder(1000)
      bank.next("refund", "decline")
      const refused = await cancel(paid.order.id)
      expect(refused.status).toBe(400)
      expect(refused.body.message).toMatch(/Nothing was given back: The bank said no/)
      expect(await statusOf(paid.order.id)).toBe("pending")
      expect(await money(paid)).toEqual(agreed(0))
      expect((await cancel(paid.order.id)).status).toBe(200)
      expect(await money(paid)).toEqual(agreed(1000))
    })

    it("is refused while nobody knows whether the money went back, and goes on once that is known", async () => {
      const paid = await paidOrder(1000)
      bank.next("refund", "before", 2)
      for (const _ of [1, 2]) {
        expect((await cancel(paid.order.id)).status).toBe(409)
        expect(await statusOf(paid.order.id)).toBe("pending")
      }
      expect((await cancel(paid.order.id)).status).toBe(200)
      expect(await money(paid)).toEqual(agreed(1000))
      expect(bank.booksOf(paid.session_id).refunds).toBe(1)
    })

    it("gives nothing back where Medusa does not cancel the order", async () => {
      const paid = await paidOrder(1000)
      await suite.db().query(`UPDATE "order" SET status = 'completed' WHERE id = $1`, [paid.order.id])
      expect((await cancel(paid.order.id)).status).toBe(400)
      expect(bank.booksOf(paid.session_id).refunds).toBe(0)
    })
  })

  describe("Medusa's own route", () => {
    it("gives back as before where the rules allow it, also without a reason", async () => {
      const paid = await paidOrder(1000)
      const path = `/admin/payments/${paid.payment_id}/refund`
      mustSucceed(await admin("post", path, { amount: 1 }))
      expect((await admin("post", path, { amount: 2, note: "Broken", nonsense: 1 })).status).toBe(400)
      const { payment } = mustSucceed(await admin("post", path, { amount: 2, note: "Broken" }))
      expect(payment).toMatchObject({
        id: paid.payment_id,
        refunds: expect.arrayContaining([expect.objectContaining({ amount: 2 })]),
      })
      const { refund_reasons } = mustSucceed(await admin("get", "/admin/refund-reasons?limit=1"))
      if (refund_reasons[0]) {
        mustSucceed(await admin("post", path, { amount: 1, refund_reason_id: refund_reasons[0].id }))
      }
      expect((await admin("post", path, { amount: 20, note: "Broken" })).status).toBe(400)
      expect((await admin("post", "/admin/payments/pay_none/refund", { amount: 1, note: "x" })).status).toBe(404)
      const given = bank.booksOf(paid.session_id).refunded
      expect(await money(paid)).toEqual(agreed(given))
      const { body } = await admin("get", `/admin/payments/refunds?payment_id=${paid.payment_id}`)
      expect(body.refunds.every(({ state }: any) => state === "succeeded")).toBe(true)
    })

    it("says what the bank said when it refuses", async () => {
      const paid = await paidOrder(1000)
      bank.next("refund", "decline")
      const answer = await admin("post", `/admin/payments/${paid.payment_id}/refund`, { amount: 2, note: "Broken" })
      expect(answer.status).toBe(400)
      expect(answer.body.message).toMatch(/Nothing was given back/)
      expect(await money(paid)).toEqual(agreed(0))
    })
  })
}
