import type { HttpSuite } from "../../../support"
import type { RefundSpecs } from "./support"

/** Answers that say no, come late or are never heard, and kills at every point. */
export function outcomeSpecs(
  suite: HttpSuite,
  { bank, admin, paidOrder, refund, refundOf, money, agreed, recover }: RefundSpecs
) {
  const casesOf = async (orderId: string) =>
    (await suite.db().query("SELECT kind FROM core_case WHERE subject_id = $1 ORDER BY kind", [orderId])).rows

  describe("a refund", () => {
    it("that the bank declines leaves nothing behind, and may be asked for again", async () => {
      const paid = await paidOrder(1000)
      bank.next("refund", "decline")
      const { status, body } = await refund({ payment_id: paid.payment_id, amount: 10 })
      expect({ status, state: body.refund.state }).toEqual({ status: 200, state: "failed" })
      expect(body.refund.error).toMatch(/The bank said no/)
      expect(await money(paid)).toEqual(agreed(0))
      expect((await refund({ payment_id: paid.payment_id, amount: 10 })).body.refund.state).toBe("succeeded")
      expect(await money(paid)).toEqual(agreed(1000))
    })

    it.each(["after", "before"] as const)(
      "whose answer was lost (%s its effect) is being checked, keeps its money from others, and goes back once",
      async (fault) => {
        const paid = await paidOrder(1000)
        bank.next("refund", fault)
        const { body } = await refund({ payment_id: paid.payment_id, amount: 6 })
        expect(body.refund.state).toBe("unknown")
        expect((await refund({ payment_id: paid.payment_id, amount: 5 })).status).toBe(400)

        await recover()
        expect(await refundOf(body.refund.id)).toMatchObject({ state: "succeeded", attempts: 2 })
        expect(await money(paid)).toEqual(agreed(600))
        await recover()
        expect(await money(paid)).toEqual(agreed(600))
      }
    )

    it("becomes a case when nobody can say for long, and staff settle it", async () => {
      const paid = await paidOrder(1000)
      bank.next("refund", "before", 4)
      const { body } = await refund({ payment_id: paid.payment_id, amount: 6 })
      await recover()
      await recover("payments.refunds", 10)
      expect(await casesOf(paid.order.id)).toEqual([{ kind: "payments.refund_unknown" }])
      const path = `/admin/payments/refunds/${body.refund.id}/settle`
      const settled = await admin("post", path, { outcome: "failed", note: "Not in the portal" })
      expect(settled.body.refund).toMatchObject({ state: "failed", error: "Not in the portal" })
      expect((await admin("post", path, { outcome: "succeeded", note: "No, it is" })).status).toBe(400)
      expect((await money(paid)).medusa).toBe(0)
      expect(bank.booksOf(paid.session_id).refunded).toBe(0)
    })

    it("that was accepted comes true when the bank says so", async () => {
      bank.isSlow = true
      const paid = await paidOrder(1000)
      const { body } = await refund({ payment_id: paid.payment_id, amount: 6 })
      expect(body.refund.state).toBe("pending")
      expect(await money(paid)).toEqual(agreed(600))
      await bank.finish(paid.session_id, "succeeded")
      await recover("payments.refunds", 10)
      expect(await refundOf(body.refund.id)).toMatchObject({ state: "succeeded" })
      expect(await money(paid)).toEqual(agreed(600))
    })

    it("that was accepted and came back is free again, and staff hear of it", async () => {
      bank.isSlow = true
      const paid = await paidOrder(1000)
      const { body } = await refund({ payment_id: paid.payment_id, amount: 6 })
      await bank.finish(paid.session_id, "failed")
      await recover("payments.refunds", 10)
      expect(await refundOf(body.refund.id)).toMatchObject({ state: "failed" })
      expect(await casesOf(paid.order.id)).toEqual([{ kind: "payments.refund_came_back" }])
      expect(await money(paid)).toEqual(agreed(0))
    })

    const REQUEST = "(SELECT id FROM payment_refund_request WHERE order_id = $1)"
    const sent = `UPDATE payment_refund_request SET state = 'sent', settled_at = NULL, booked_at = NULL WHERE order_id = $1`
    const noRefund = `DELETE FROM refund WHERE metadata->>'payments_refund_request' = ${REQUEST}`
    const unnoted = `UPDATE payment_refund_request SET refund_id = NULL WHERE order_id = $1`
    const noTransaction = "DELETE FROM order_transaction WHERE order_id = $1 AND reference = 'refund'"
    const unbooked = "UPDATE payment_refund_request SET booked_at = NULL WHERE order_id = $1"
    const forgetBank = "forget"

    it.each([
      [
        "before it was sent",
        [
          "UPDATE payment_refund_request SET state = 'approved', sent_at = NULL, refund_id = NULL, settled_at = NULL, booked_at = NULL, attempts = 0 WHERE order_id = $1",
          noRefund,
          noTransaction,
          forgetBank,
        ],
      ],
      ["before Medusa's refund was made", [sent, unnoted, noRefund, noTransaction, forgetBank]],
      ["after Medusa's refund, before it was noted", [sent, unnoted, noTransaction, forgetBank]],
      ["before the bank was asked", [sent, noTransaction, forgetBank]],
      ["after the bank had given it back", [sent, noTransaction]],
      ["before Medusa's order counted it", [unbooked, noTransaction]],
    ])("that a kill cut off %s goes back once", async (_, statements) => {
      const paid = await paidOrder(1000)
      const { body } = await refund({ payment_id: paid.payment_id, amount: 7 })
      await suite.settle()
      const client = await suite.db().connect()
      try {
        await client.query("BEGIN")
        await client.query("SET LOCAL session_replication_role = replica")
        for (const statement of statements) {
          if (statement === forgetBank) {
            bank.charges.get(paid.session_id)!.refunds.clear()
            await client.query(
              "DELETE FROM payment_posting WHERE entry_id IN (SELECT id FROM payment_entry WHERE payment_session_id = $1 AND kind = 'refund')",
              [paid.session_id]
            )
            await client.query("DELETE FROM payment_entry WHERE payment_session_id = $1 AND kind = 'refund'", [
              paid.session_id,
            ])
          } else {
            await client.query(statement, [paid.order.id])
          }
        }
        await client.query("COMMIT")
      } finally {
        client.release()
      }
      await recover()
      await recover()
      expect(await refundOf(body.refund.id)).toMatchObject({ state: "succeeded" })
      expect(await money(paid)).toEqual(agreed(700))
      expect(bank.booksOf(paid.session_id).refunds).toBe(1)
    })
  })
}
