import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import { PAYMENTS_REFUNDS_MODULE } from "../../src/lib/module-names"
import type PaymentsRefundsModuleService from "../../src/modules/payments_refunds/service"

const audit = jest.fn()
jest.mock("@rise-via/core", () => ({
  ...jest.requireActual("@rise-via/core"),
  audit: (...args: unknown[]) => audit(...args),
}))

const OPTIONS = {
  posabit: {
    baseUrl: "http://localhost:9100/posabit/api/v3",
    integratorToken: "i",
    venueToken: "v",
    callbackUrl: "http://localhost:9000",
    callbackSecret: "a-secret-of-the-test",
  },
}

moduleSuite<PaymentsRefundsModuleService>(
  { name: PAYMENTS_REFUNDS_MODULE, path: "plugins/payments/src/modules/payments_refunds", options: OPTIONS },
  ({ service, databaseUrl }) => {
    let n = 0
    const opening = (more: object = {}) => ({
      request_key: `key-${++n}`,
      payment: {
        payment_id: "pay_1",
        payment_session_id: "payses_1",
        payment_collection_id: "paycol_1",
        order_id: "order_1",
        provider_id: "pp_posabit_posabit",
        currency_code: "usd",
        captured_cents: 1000,
        refunded_cents: 0,
        foreign_refunded_cents: 0,
      },
      amount_cents: 300,
      reason: "Broken",
      actor: { type: "user" as const, id: "user_1" },
      approval_reasons: [],
      ...more,
    })

    async function sql(text: string, values: unknown[] = []) {
      const client = new Client({ connectionString: databaseUrl })
      await client.connect()
      try {
        return (await client.query(text, values)).rows
      } finally {
        await client.end()
      }
    }

    it("reserves never more than was captured when twenty ask at once", async () => {
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => service.open(opening())))
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3)
      const [account] = await sql("SELECT captured_cents, committed_cents FROM payment_refund_account")
      expect(account).toEqual({ captured_cents: 1000, committed_cents: 900 })
    })

    it("counts what Medusa gave back by itself", async () => {
      const payment = { ...opening().payment, foreign_refunded_cents: 800 }
      await expect(service.open(opening({ payment }))).rejects.toThrow(/Only 2\.00 USD/)
      await service.open(opening({ payment, amount_cents: 200 }))
    })

    it("makes one request of one key, and refuses the key for another amount", async () => {
      const same = opening({ request_key: "one" })
      const [first, again] = await Promise.all([service.open(same), service.open(same)])
      expect(again.request.id).toBe(first.request.id)
      await expect(service.open({ ...same, amount_cents: 1 })).rejects.toThrow(/another refund/)
    })

    it("gives a request to one sender, and again only to whoever finds it left alone", async () => {
      const { request } = await service.open(opening())
      const claims = await Promise.all(Array.from({ length: 5 }, () => service.claim(request.id)))
      expect(claims.filter(Boolean)).toHaveLength(1)
      const claimedAt = claims.find(Boolean)!.checked_at!
      expect(await service.claim(request.id, new Date(+claimedAt - 1))).toBeUndefined()
      expect(await service.claim(request.id, new Date(+claimedAt + 1))).toMatchObject({ attempts: 2, state: "sent" })
    })

    it("frees the amount when nothing went back, and keeps it while nobody knows", async () => {
      const { request } = await service.open(opening({ amount_cents: 1000 }))
      await service.claim(request.id)
      await service.settle(request.id, { state: "unknown", error: "silence" })
      await expect(service.open(opening({ amount_cents: 1 }))).rejects.toThrow(/Nothing/)
      await service.settle(request.id, { state: "failed", error: "no" })
      await service.open(opening({ amount_cents: 1000 }))
      // What is over stays over.
      expect(await service.settle(request.id, { state: "pending" })).toMatchObject({ state: "failed" })
    })

    it("needs two people where it needs a second one", async () => {
      const reason = { code: "payments.refund_above_limit", message: "Too much", gate: "g", severity: "block" as const }
      const { request } = await service.open(opening({ approval_reasons: [reason] }))
      expect(request.state).toBe("requested")
      expect(await service.claim(request.id)).toBeUndefined()
      const { id } = request
      const approve = (type: "user" | "api-key", who: string) =>
        service.decide({ id, actor: { type, id: who }, decision: "approved" })
      await expect(approve("user", "user_1")).rejects.toThrow(/somebody else/)
      await expect(approve("api-key", "key_1")).rejects.toThrow(/a person/)
      await expect(sql("UPDATE payment_refund_request SET state = 'approved'")).rejects.toThrow(/approved/)
      await expect(
        sql("UPDATE payment_refund_request SET state = 'approved', decided_by = requested_by")
      ).rejects.toThrow(/two_people/)
      expect(await approve("user", "user_2")).toMatchObject({ state: "approved", decided_by: "user_2" })
      expect(await approve("user", "user_2")).toMatchObject({ state: "approved" })
      await expect(approve("user", "user_3")).rejects.toThrow(/waits for nobody/)
    })

    it("writes every change into the audit log, on its transaction", async () => {
      audit.mockClear()
      const { request } = await service.open(opening())
      await service.giveUp(request.id, "undone")
      expect(audit.mock.calls.map(([, { action }]) => action)).toEqual([
        "payments.refund_requested",
        "payments.refund_failed",
      ])
      audit.mockRejectedValueOnce(new Error("no log, no change"))
      await expect(service.open(opening({ request_key: "unlogged" }))).rejects.toThrow(/no log/)
      expect(await service.findByKey("unlogged")).toBeUndefined()
    })

    it.each([
      ["its amount", "amount_cents = 1"],
      ["who asked", "requested_by = 'user_9'"],
      ["its deletion mark", "deleted_at = now()"],
    ])("the database keeps %s", async (_, change) => {
      const { request } = await service.open(opening())
      await expect(sql(`UPDATE payment_refund_request SET ${change} WHERE id = $1`, [request.id])).rejects.toThrow(
        /cannot be changed/
      )
    })

    it("the database deletes no request, brings none back, and lets nobody reserve too much", async () => {
      const { request } = await service.open(opening())
      await expect(sql("DELETE FROM payment_refund_request")).rejects.toThrow(/never deleted/)
      await service.giveUp(request.id, "undone")
      await expect(sql("UPDATE payment_refund_request SET state = 'sent'")).rejects.toThrow(/it is over/)
      await expect(sql("UPDATE payment_refund_account SET committed_cents = 1001")).rejects.toThrow(/captured/)
    })
  }
)
