import type { HttpSuite } from "../../../support"
import { requireBuilt } from "../../../support/plugins"
import { hypurStore } from "./hypur"

const NO_CANCEL = { methods: { cancel: undefined } }
const ACTOR = { type: "system", id: "spec" }

/** Payments that nobody wants any more, that ran out, or whose call was cut off. */
export function givenUpSpecs(suite: HttpSuite) {
  const store = hypurStore(suite)
  const { admin, at, booksOf, captured, casesOf, fault, moneyOf, placed, poll, pretending, recover, rowOf, there } =
    store

  const module = (): any => suite.container().resolve("payments_hypur")
  const cancelOrder = (id: string) => admin("post", `/admin/orders/${id}/cancel`)

  async function open() {
    const sale = await placed({ approve: null })
    await suite.settle()
    return sale
  }

  /** An act whose process died with it, long ago. */
  async function leftSent(requestId: string, act: object) {
    const { id } = await module().createHypurActs({
      source: "asked",
      state: "sent",
      hypur_request_id: requestId,
      ...act,
    })
    await suite
      .db()
      .query(
        "UPDATE hypur_act SET created_at = now() - interval '1 hour', updated_at = now() - interval '1 hour' WHERE id = $1",
        [id]
      )
    return id as string
  }

  describe("a payment that nobody wants any more", () => {
    it("is never captured, and people give it back where Hypur offers no call", async () => {
      const { order, session, requestId, shopper } = await open()
      await at(requestId, "approve")
      // Completing the cart has just read it; a browser would have to wait.
      await suite.db().query("UPDATE hypur_request SET last_read_at = NULL WHERE payment_session_id = $1", [session.id])
      await suite.api().post(`/store/hypur/payment-sessions/${session.id}/refresh`).set(shopper.headers).send({})
      await pretending(NO_CANCEL, async () => {
        expect((await cancelOrder(order.id)).status).toBe(200)
        await recover("payments.hypur-due")
        await poll()
      })
      const row = await rowOf(session.id)
      expect(row).toMatchObject({ settlement: "due", captured_cents: null, withdrawn_at: expect.any(String) })
      expect((await moneyOf(order.id)).captured_cents).toBe(0)
      expect((await booksOf(order.id)).money_state).toMatchObject({ captured_cents: 0 })
      expect(await casesOf(order.id)).toMatchObject([{ kind: "payments.hypur_cancel_by_hand" }])
      const body = { external_reference: "PORTAL-VOID", note: "Given back in the portal" }
      expect((await admin("post", `/admin/payments/hypur-requests/${row.id}/cancel`, body)).status).toBe(200)
      expect(await rowOf(session.id)).toMatchObject({ status: "canceled", settlement: "closed" })
      expect((await booksOf(order.id)).money_state).toMatchObject({ authorized_cents: 0 })
    })

    it("is canceled at Hypur before the request has heard of its order", async () => {
      const { order, session, requestId } = await open()
      await suite.db().query("UPDATE hypur_request SET order_id = NULL WHERE payment_session_id = $1", [session.id])
      expect((await cancelOrder(order.id)).status).toBe(200)
      expect((await there(requestId)).status).toBe("canceled")
    })

    it("and that is captured for a canceled order all the same becomes a case", async () => {
      const { order, session, requestId } = await open()
      await suite.db().query(`UPDATE "order" SET status = 'canceled', canceled_at = now() WHERE id = $1`, [order.id])
      await at(requestId, "approve")
      await poll()
      await captured(session.id)
      expect(await casesOf(order.id)).toMatchObject([{ kind: "payments.hypur_paid_after_cancel" }])
    })

    it("is left alone when it was captured meanwhile", async () => {
      const { order, session, requestId } = await placed()
      await captured(session.id)
      await suite.settle()
      const row = await module().findBySession(session.id)
      const stale = { ...row, settlement: "due", captured_cents: null, captured_at: null }
      const { cancelAtHypur } = requireBuilt("payments", "lib/hypur/cancel")
      const desk = { requests: module(), ledger: suite.container().resolve("payments_ledger") }
      const after = await cancelAtHypur(desk, stale, { actor: ACTOR, why: "Late" })
      expect(after).toMatchObject({ settlement: "captured", withdrawn_at: null })
      await pretending(NO_CANCEL, async () => {
        const retrieve = jest.spyOn(module(), "retrieveHypurRequest").mockResolvedValueOnce(stale)
        const { cancelRequest } = requireBuilt("payments", "lib/hypur/by-hand")
        const late = {
          id: row.id,
          actor: { type: "user", id: "user_1" },
          external_reference: "PORTAL-LATE",
          note: "Late",
        }
        await expect(cancelRequest(suite.container(), late)).rejects.toMatchObject({ type: "not_allowed" })
        retrieve.mockRestore()
      })
      expect((await there(requestId)).status).toBe("approved")
      expect(await booksOf(order.id)).toMatchObject({ differences: [] })
    })

    it("is canceled once, and then only read, when Hypur refuses that", async () => {
      const { order, session, requestId } = await open()
      await pretending(NO_CANCEL, () => cancelOrder(order.id))
      await at(requestId, "approve")
      const Error = { Message: "no", Name: "CancelError", Code: 409 }
      await fault({ path: "*/Cancel" }, { status: 200, times: 10, body: { Success: false, Error } })
      await poll()
      await poll()
      const { acts, ...row } = await rowOf(session.id)
      expect(acts).toMatchObject([{ kind: "cancel", state: "failed" }])
      expect(new Date(row.next_poll_at).getTime()).toBeGreaterThan(Date.now() + 50 * 60_000)
      expect(await casesOf(order.id)).toMatchObject([{ kind: "payments.hypur_cancel_refused" }])
    })
  })

  describe("a request that ran out", () => {
    const silent = { fields: { expiresAt: [] } }
    const runOut = async (sessionId: string) => {
      await suite
        .db()
        .query("UPDATE hypur_request SET expires_at = now() - interval '1 minute' WHERE payment_session_id = $1", [
          sessionId,
        ])
      await poll()
    }

    it("leaves an order that people hear of, and is captured when she approves it late", async () => {
      const { order, session, requestId } = await open()
      await pretending({ ...silent, ...NO_CANCEL }, async () => {
        await runOut(session.id)
        expect(await rowOf(session.id)).toMatchObject({ status: "expired", settlement: "closed" })
        expect(await casesOf(order.id)).toMatchObject([{ kind: "payments.hypur_order_unpaid" }])
        await at(requestId, "approve")
        await poll()
      })
      await captured(session.id)
      expect((await moneyOf(order.id)).captured_cents).toBe(Math.round(order.total * 100))
    })

    it("is confirmed by people who see the late approval in the portal", async () => {
      const { order, session } = await open()
      await pretending({ ...silent, ...NO_CANCEL }, () => runOut(session.id))
      const row = await rowOf(session.id)
      const body = { amount: row.amount_cents / 100, external_reference: "PORTAL-PAID", note: "Paid late" }
      expect((await admin("post", `/admin/payments/hypur-requests/${row.id}/confirm-paid`, body)).status).toBe(200)
      await captured(session.id)
      expect((await moneyOf(order.id)).captured_cents).toBe(row.amount_cents)
    })

    it("is canceled where Hypur offers a call, and people hear of its order", async () => {
      const { order, session, requestId } = await open()
      await pretending(silent, () => runOut(session.id))
      expect((await there(requestId)).status).toBe("canceled")
      expect(await rowOf(session.id)).toMatchObject({ status: "canceled", settlement: "closed" })
      expect(await casesOf(order.id)).toMatchObject([{ kind: "payments.hypur_order_unpaid" }])
    })
  })

  describe("a call whose process died", () => {
    it("does not stop refunds for ever: Hypur says that it was not made, or people do", async () => {
      const { session, order } = await placed()
      const { id } = await captured(session.id)
      await suite.settle()
      const { payments } = await moneyOf(order.id)
      const refund = (amount: number) => admin("post", `/admin/payments/${payments[0].id}/refund`, { amount })
      const lost = await leftSent(id, { kind: "refund", amount_cents: 200, refund_id: "ref_gone", before_cents: 0 })
      await recover("payments.hypur-refunds")
      expect((await rowOf(session.id)).acts).toMatchObject([{ id: lost, state: "failed" }])
      expect((await refund(2)).status).toBe(200)
      await leftSent(id, { kind: "refund", amount_cents: 300, refund_id: "ref_gone", before_cents: 200 })
      const note = { amount: 3, happened: false, external_reference: "PORTAL-NOT", note: "Not there" }
      expect((await admin("post", `/admin/payments/hypur-requests/${id}/note-refund`, note)).status).toBe(200)
      expect((await refund(3)).status).toBe(200)
      expect(await booksOf(order.id)).toMatchObject({ money_state: { refunded_cents: 500 }, differences: [] })
    })

    it("does not stop cancels for ever: a reading ends it", async () => {
      const { order, session, requestId } = await open()
      const { id } = await rowOf(session.id)
      await leftSent(id, { kind: "cancel", amount_cents: 100 })
      await poll()
      expect((await cancelOrder(order.id)).status).toBe(200)
      expect((await there(requestId)).status).toBe("canceled")
    })
  })
}
