import type { HttpSuite } from "../../support"
import { register } from "./register"

/** Money that staff gave back in POSaBIT's portal, and everything that must hear of it once. */
export function staffRefundSpecs(suite: HttpSuite) {
  const { admin, placedOrder, rowOf, pushed, settled, moneyOf, setStatus, casesOf } = register(suite)

  async function sold() {
    const { order } = await placedOrder()
    const row = await pushed(order.id)
    await setStatus(row.posabit_id, { status: "completed" })
    await settled(order.id)
    await suite.settle()
    return { order, row: await rowOf(order.id) }
  }

  let count = 0
  const refund = (row: { id: string }, amount_cents: number, reference = `PORTAL-${++count}`) =>
    admin("post", `/admin/payments/posabit-orders/${row.id}/refunds`, {
      reference,
      amount_cents,
      reason: "The jar was broken",
    })

  /** Medusa's refunds and their transactions, in cents, and the books. */
  async function given(orderId: string) {
    const { rows: refunds } = await suite.db().query(
      `SELECT round(r.amount * 100)::int AS cents FROM refund r JOIN payment p ON p.id = r.payment_id
       JOIN posabit_order o ON o.payment_session_id = p.payment_session_id
       WHERE o.order_id = $1 AND r.deleted_at IS NULL ORDER BY 1`,
      [orderId]
    )
    const { rows: transactions } = await suite
      .db()
      .query(
        "SELECT round(-amount * 100)::int AS cents FROM order_transaction WHERE order_id = $1 AND reference = 'refund' AND deleted_at IS NULL ORDER BY 1",
        [orderId]
      )
    const { body } = await admin("get", `/admin/payments/ledger/state?order_id=${orderId}`)
    const centsOf = (rows: { cents: number }[]) => rows.map(({ cents }) => cents)
    return {
      refunds: centsOf(refunds),
      transactions: centsOf(transactions),
      books: body.money_state.refunded_cents,
      differences: body.differences,
    }
  }

  const whole = (...cents: number[]) => ({
    refunds: cents,
    transactions: cents,
    books: cents.reduce((sum, each) => sum + each, 0),
    differences: [],
  })

  describe("a refund in the portal", () => {
    it("of everything is Medusa's refund, the order's transaction and an entry of the books, however often it is told", async () => {
      const { order, row } = await sold()
      const first = await refund(row, row.captured_cents, "PORTAL-FULL")
      expect(first.status).toBe(200)
      expect(first.body.posabit_refund).toMatchObject({ reference: "PORTAL-FULL", refund_id: expect.any(String) })
      const again = await refund(row, row.captured_cents, "PORTAL-FULL")
      expect(again.body).toEqual(first.body)
      await expect(given(order.id)).resolves.toEqual(whole(row.captured_cents))
      const money = await moneyOf(order.id)
      expect(money.order.payment_status).toBe("refunded")
      const { body } = await admin("get", `/admin/payments/posabit-orders/${row.id}/refunds`)
      expect(body.posabit_refunds).toEqual([first.body.posabit_refund])
      const { body: log } = await admin("get", `/admin/audit-log?subject_id=${order.id}&limit=100`)
      const actions = log.audit_entries.map(({ action }: { action: string }) => action)
      expect(actions).toEqual(
        expect.arrayContaining(["payments.posabit_refund_recorded", "payments.posabit_refund_completed"])
      )
    })

    it("of parts adds up, and never passes what was captured", async () => {
      const { order, row } = await sold()
      expect((await refund(row, 250)).status).toBe(200)
      expect((await refund(row, 250)).status).toBe(200)
      expect((await refund(row, 1)).status).toBe(200)
      const tooMuch = await refund(row, row.captured_cents - 500)
      expect(tooMuch.status).toBe(400)
      expect(tooMuch.body.message).toContain("can be given back")
      await expect(given(order.id)).resolves.toEqual(whole(1, 250, 250))
      expect((await moneyOf(order.id)).order.payment_status).toBe("partially_refunded")
      const { body } = await admin("get", `/admin/orders/${order.id}?fields=id,total,summary,credit_lines.amount`)
      expect(body.order.summary).toMatchObject({ pending_difference: 0 })
      await suite.settle()
      const mails = `/messages?to=${encodeURIComponent(order.email)}&template=payments-refund-made`
      const { messages } = await suite.sandbox.call("GET", mails)
      expect(messages.map(({ data }: any) => data.amount).sort()).toEqual(["0.01", "2.50", "2.50"])
    })

    it("is a contradiction under a reference that is known with another amount or for another order", async () => {
      const { order, row } = await sold()
      const other = await sold()
      await refund(row, 100, "PORTAL-ONCE")
      expect((await refund(row, 101, "PORTAL-ONCE")).status).toBe(409)
      expect((await refund(other.row, 100, "PORTAL-ONCE")).status).toBe(409)
      await expect(given(order.id)).resolves.toEqual(whole(100))
      await expect(given(other.order.id)).resolves.toEqual(whole())
    })

    it("is made once when eight tell it at once, and eight others together never pass what was captured", async () => {
      const { order, row } = await sold()
      const same = await Promise.all(Array.from({ length: 8 }, () => refund(row, 100, "PORTAL-RACE")))
      expect(same.map(({ status }) => status)).toEqual(same.map(() => 200))
      await expect(given(order.id)).resolves.toEqual(whole(100))
      const third = Math.floor((row.captured_cents - 100) / 3)
      const all = await Promise.all(Array.from({ length: 8 }, () => refund(row, third)))
      expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 200, 400, 400, 400, 400, 400])
      await expect(given(order.id)).resolves.toEqual(whole(100, third, third, third))
    })

    it("of an order that was canceled after the register had it settles what staff were asked to do", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await admin("post", `/admin/orders/${order.id}/cancel`)
      await setStatus(row.posabit_id, { status: "completed" })
      const { captured_cents } = await settled(order.id)
      expect((await refund(row, captured_cents)).status).toBe(200)
      await expect(given(order.id)).resolves.toEqual(whole(captured_cents))
      const states = (await casesOf(order.id)).map(({ kind, state }) => `${kind} ${state}`)
      expect(states).toEqual(["payments.cancel_at_register closed", "payments.paid_after_cancel closed"])
    })

    it("of what the register took after the sale was undone is in the books alone, and settles what staff were asked", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await suite.container().resolve<any>("payments_posabit").withdraw(row.id, "The checkout failed.")
      expect((await refund(row, 100)).status).toBe(400)
      await setStatus(row.posabit_id, { status: "completed" })
      await suite.settle()
      const first = await refund(row, row.amount_cents)
      expect(first.body.posabit_refund).toMatchObject({ ledger_only: true, refund_id: null })
      expect(first.body.posabit_refund.completed_at).not.toBeNull()
      expect((await refund(row, 1)).status).toBe(400)
      const { refunds, books } = await given(order.id)
      expect({ refunds, books }).toEqual({ refunds: [], books: row.amount_cents })
      const states = (await casesOf(order.id)).map(({ kind, state }) => `${kind} ${state}`)
      expect(states).toEqual(["payments.cancel_at_register closed", "payments.paid_after_withdrawal closed"])
    })

    it("of what the register took above the order is recorded by itself, after what was captured", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "completed", total_cents: row.amount_cents + 500 })
      await settled(order.id)
      await suite.settle()
      const both = await refund(row, row.amount_cents + 500)
      expect(both.status).toBe(400)
      expect(both.body.message).toContain("by itself")
      expect((await refund(row, row.amount_cents)).body.posabit_refund).toMatchObject({ ledger_only: false })
      expect((await refund(row, 500)).body.posabit_refund).toMatchObject({ ledger_only: true })
      expect((await refund(row, 1)).status).toBe(400)
      const { refunds, books } = await given(order.id)
      expect({ refunds, books }).toEqual({ refunds: [row.amount_cents], books: row.amount_cents + 500 })
    })

    it("lets an order be canceled that is paid", async () => {
      const { order, row } = await sold()
      expect((await admin("post", `/admin/orders/${order.id}/cancel`)).status).toBe(400)
      await expect(given(order.id)).resolves.toEqual(whole())
      await refund(row, row.captured_cents)
      expect((await admin("post", `/admin/orders/${order.id}/cancel`)).status).toBe(200)
      await expect(given(order.id)).resolves.toEqual(whole(row.captured_cents))
    })

    it("cannot be recorded before the register took money, or in words that are none", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      expect((await refund(row, 100)).status).toBe(400)
      const path = `/admin/payments/posabit-orders/${row.id}/refunds`
      const body = { reference: "PORTAL-BAD", amount_cents: 100, reason: "x" }
      for (const wrong of [
        { amount_cents: 0 },
        { amount_cents: 1.5 },
        { amount_cents: "1" },
        { reference: "" },
        { reference: "a\nb" },
        { reason: " " },
        { nonsense: 1 },
        { refunded_at: "yesterday" },
        { reference: "x".repeat(101) },
      ]) {
        expect((await admin("post", path, { ...body, ...wrong })).status).toBe(400)
      }
      expect((await admin("post", path, { ...body, refund_reason_id: "refr_none" })).status).toBe(404)
      expect((await admin("post", "/admin/payments/posabit-orders/pbord_none/refunds", body)).status).toBe(404)
      expect((await admin("get", "/admin/payments/posabit-orders/pbord_none/refunds")).status).toBe(404)
      await suite.api().post(path).send(body).expect(401)
    })
  })

  describe("what a crash left of a refund", () => {
    const module = (): any => suite.container().resolve("payments_posabit")
    const recordOnly = async (row: { id: string }, amount_cents: number, reference: string) =>
      (
        await module().recordRefund({
          posabit_order_id: row.id,
          reference,
          amount_cents,
          reason: "Cut off",
          refund_reason_id: null,
          refunded_at: new Date(),
          actor: { type: "user", id: "user_1" },
        })
      ).refund

    const repair = async () => {
      const recovery = (globalThis as any)[Symbol.for("rise-via.core.runtime")].recoveries.get(
        "payments.posabit-refunds"
      )
      const later = new Date(Date.now() + 10 * 60_000)
      for (const item of await recovery.find(suite.container(), later)) {
        await recovery.repair(item, suite.container(), later)
      }
    }

    const cutOff = async (...statements: [string, unknown[]][]) => {
      const client = await suite.db().connect()
      try {
        await client.query("BEGIN")
        await client.query("SET LOCAL session_replication_role = replica")
        for (const [text, values] of statements) {
          await client.query(text, values)
        }
        await client.query("COMMIT")
      } finally {
        client.release()
      }
    }

    it("is finished when it came before Medusa's refund, in whatever order records were cut off", async () => {
      const { order, row } = await sold()
      await recordOnly(row, 300, "PORTAL-CUT-1")
      expect((await refund(row, 300, "PORTAL-CUT-2")).status).toBe(200)
      await repair()
      await repair()
      await expect(given(order.id)).resolves.toEqual(whole(300, 300))
    })

    it("lets Medusa's own refund pass once for each record, and no other", async () => {
      const { order, row } = await sold()
      const { payments } = await moneyOf(order.id)
      const medusas = (amount: number) => admin("post", `/admin/payments/${payments[0].id}/refund`, { amount })
      expect((await medusas(2)).status).toBe(400)
      await recordOnly(row, 200, "PORTAL-MEDUSA")
      expect((await medusas(3)).status).toBe(400)
      expect((await medusas(2)).status).toBe(200)
      expect((await medusas(2)).status).toBe(400)
      await repair()
      await expect(given(order.id)).resolves.toEqual(whole(200))
    })

    it.each([
      ["the record was used up", "UPDATE posabit_refund SET refund_id = NULL, completed_at = NULL WHERE id = $1", true],
      ["the order heard of it", "UPDATE posabit_refund SET completed_at = NULL WHERE id = $1", true],
      [
        "Medusa kept its refund",
        "UPDATE posabit_refund SET refund_id = 'ref_gone', completed_at = NULL WHERE id = $1",
        false,
      ],
    ])("is finished when it came before %s", async (_name, statement, isMade) => {
      const { order, row } = await sold()
      const { body } = await refund(row, 400)
      const { id, refund_id, reference } = body.posabit_refund
      await cutOff(
        [statement, [id]],
        ["DELETE FROM order_transaction WHERE reference = 'refund' AND reference_id = $1", [refund_id]],
        [
          "DELETE FROM payment_posting WHERE entry_id IN (SELECT id FROM payment_entry WHERE key = $1)",
          [`refund:${reference}`],
        ],
        ["DELETE FROM payment_entry WHERE key = $1", [`refund:${reference}`]],
        ...(isMade ? [] : [["DELETE FROM refund WHERE id = $1", [refund_id]] as [string, unknown[]]])
      )
      await repair()
      await repair()
      await expect(given(order.id)).resolves.toEqual(whole(400))
    })
  })
}
