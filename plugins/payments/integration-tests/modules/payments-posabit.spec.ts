import type { AuditActor } from "@rise-via/core"
import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import { callbackToken, hashToken } from "../../src/lib/callback-token"
import { PAYMENTS_POSABIT_MODULE } from "../../src/lib/module-names"
import type PaymentsPosabitModuleService from "../../src/modules/payments_posabit/service"

// Core's tables belong to core's module; here only what is handed to it counts, and on which transaction.
const enqueue = jest.fn()
const audit = jest.fn()
const openCase = jest.fn()
let now = new Date("2026-03-08T12:00:00Z")
jest.mock("@rise-via/core", () => ({
  enqueue: (...args: unknown[]) => enqueue(...args),
  audit: (...args: unknown[]) => audit(...args),
  openCase: (...args: unknown[]) => openCase(...args),
  clock: { now: () => now },
  demandReady: async () => undefined,
  parseOptions: jest.requireActual("@rise-via/core").parseOptions,
}))

const MINUTE = 60_000
const ACTOR: AuditActor = { type: "provider", id: "posabit" }
const options = {
  posabit: {
    baseUrl: "http://127.0.0.1:9/api/v3",
    integratorToken: "integrator",
    venueToken: "venue",
    callbackUrl: "http://127.0.0.1:9000",
    callbackSecret: "a-secret-of-sixteen-characters",
  },
}

const toPlace = (n = 1) => ({
  order_id: `order_${n}`,
  cart_id: `cart_${n}`,
  payment_session_id: `payses_${n}`,
  order_type: "pickup" as const,
  payment_method: "cash",
  currency_code: "usd",
  amount_cents: 4000,
})

const register = (status: string, total_cents: number | null = 4000, id = "500001") => ({
  id,
  reference_no: "order_1",
  status,
  total_cents,
})

const kinds = () => openCase.mock.calls.map(([, input]) => input.kind)

moduleSuite<PaymentsPosabitModuleService>(
  { name: PAYMENTS_POSABIT_MODULE, path: "plugins/payments/src/modules/payments_posabit", options },
  ({ service, databaseUrl }) => {
    beforeEach(() => {
      now = new Date("2026-03-08T12:00:00Z")
      jest.clearAllMocks()
    })

    /** SQL beside the service, as somebody with a console would. */
    async function sql(text: string, values: unknown[] = []) {
      const client = new Client({ connectionString: databaseUrl })
      await client.connect()
      try {
        return (await client.query(text, values)).rows
      } finally {
        await client.end()
      }
    }

    const due = async () => {
      const row = await service.place(toPlace())
      await service.pushed(row.id, register("pending"))
      return await service.observe(row.id, register("completed"), { actor: ACTOR })
    }

    const settle = (id: string, captured_cents = 4000, work = jest.fn()) =>
      service.settle(id, ACTOR, async () => {
        await work()
        return { captured_cents, is_order_canceled: false }
      })

    describe("placing", () => {
      it("enqueues the push on the transaction of the row, and only once", async () => {
        const row = await service.place(toPlace())
        const again = await service.place(toPlace())
        expect(again.id).toBe(row.id)
        expect(enqueue).toHaveBeenCalledTimes(1)
        const [context, message] = enqueue.mock.calls[0]
        expect(context.transactionManager.isInTransaction()).toBe(true)
        expect(message).toMatchObject({ key: "order_1", payload: { id: row.id, order_id: "order_1" } })
      })

      it("leaves no row when the message cannot be enqueued", async () => {
        enqueue.mockRejectedValueOnce(new Error("no outbox"))
        await expect(service.place(toPlace())).rejects.toThrow("no outbox")
        await expect(service.findByOrder("order_1")).resolves.toBeUndefined()
      })

      it("makes one row when ten place the same order at once", async () => {
        const rows = await Promise.all(Array.from({ length: 10 }, () => service.place(toPlace())))
        expect(new Set(rows.map(({ id }) => id)).size).toBe(1)
        await expect(service.listPosabitOrders({})).resolves.toHaveLength(1)
      })

      it("keeps only the hash of the callback's secret, and derives the same secret again", async () => {
        await service.place(toPlace())
        const token = callbackToken(options.posabit.callbackSecret, "order_1")
        expect(token).toMatch(/^[0-9a-f]{64}$/)
        expect(callbackToken(options.posabit.callbackSecret, "order_2")).not.toBe(token)
        const [stored] = await sql("SELECT * FROM posabit_order")
        expect(JSON.stringify(stored)).not.toContain(token)
        await expect(service.findByTokenHash(hashToken(token))).resolves.toMatchObject({ order_id: "order_1" })
      })

      it("lets a cart whose sale was undone be sold again with the same payment session", async () => {
        const first = await service.place(toPlace())
        await service.withdraw(first.id, "the checkout failed")
        const second = await service.place({ ...toPlace(2), payment_session_id: "payses_1" })
        expect(second.id).not.toBe(first.id)
        await expect(service.findBySession("payses_1")).resolves.toMatchObject({ order_id: "order_2" })
      })
    })

    describe("withdrawing", () => {
      it("asks nobody while the register does not have the order", async () => {
        const row = await service.place(toPlace())
        await service.withdraw(row.id, "the checkout failed")
        await service.withdraw(row.id, "the checkout failed")
        expect(openCase).not.toHaveBeenCalled()
        expect(audit.mock.calls.filter(([, { action }]) => action === "payments.posabit_order_withdrawn")).toHaveLength(
          1
        )
      })

      it("asks staff to cancel at the register what was pushed, also when the push ends afterwards", async () => {
        const row = await service.place(toPlace())
        await service.withdraw(row.id, "the checkout failed")
        await service.pushed(row.id, register("pending"))
        expect(kinds()).toEqual(["payments.cancel_at_register"])
      })
    })

    describe("reading", () => {
      it("takes over a status once and audits it once, however often it is read", async () => {
        const row = await due()
        audit.mockClear()
        for (let n = 0; n < 5; n++) {
          await service.observe(row.id, register("completed"), { actor: ACTOR })
        }
        expect(audit).not.toHaveBeenCalled()
        await expect(service.retrievePosabitOrder(row.id)).resolves.toMatchObject({
          settlement: "due",
          status: "completed",
        })
      })

      it("ends in the same state whatever order twenty readings arrive in", async () => {
        const row = await service.place(toPlace())
        await service.pushed(row.id, register("pending"))
        const statuses = ["pending", "processing", "completed", "change"]
        const readings = Array.from({ length: 20 }, (_, n) => register(statuses[(n * 7) % 4]))
        await Promise.all(readings.map((reading) => service.observe(row.id, reading, { actor: ACTOR })))
        await expect(service.retrievePosabitOrder(row.id)).resolves.toMatchObject({
          settlement: "due",
          status: "completed",
        })
      })
    })

    describe("settling", () => {
      it("runs the capture once when ten settle at the same time", async () => {
        const row = await due()
        const work = jest.fn()
        await Promise.all(Array.from({ length: 10 }, () => settle(row.id, 4000, work)))
        const settled = audit.mock.calls.filter(([, { action }]) => action === "payments.posabit_order_settled")
        expect(settled).toHaveLength(1)
        await expect(service.retrievePosabitOrder(row.id)).resolves.toMatchObject({
          settlement: "settled",
          captured_cents: 4000,
        })
      })

      it("stays due when the capture fails, and can be settled later", async () => {
        const row = await due()
        await expect(service.settle(row.id, ACTOR, () => Promise.reject(new Error("cut off")))).rejects.toThrow(
          "cut off"
        )
        await expect(service.retrievePosabitOrder(row.id)).resolves.toMatchObject({ settlement: "due" })
        await expect(settle(row.id)).resolves.toMatchObject({ settlement: "settled" })
      })

      it("does nothing for an order whose money has not come", async () => {
        const row = await service.place(toPlace())
        const work = jest.fn()
        await settle(row.id, 4000, work)
        expect(work).not.toHaveBeenCalled()
      })

      it("makes a total that differs a case with both amounts", async () => {
        const row = await service.place(toPlace())
        await service.pushed(row.id, register("pending"))
        await service.observe(row.id, register("completed", 3500), { actor: ACTOR })
        await settle(row.id, 3500)
        expect(openCase).toHaveBeenCalledWith(
          expect.anything(),
          expect.objectContaining({
            kind: "payments.total_differs",
            key: "order_1",
            details: { posabit_id: "500001", expected_cents: 4000, pos_total_cents: 3500, captured_cents: 3500 },
          })
        )
      })

      it("notes when the register took nothing at all", async () => {
        const row = await service.place(toPlace())
        await service.pushed(row.id, register("pending"))
        await service.observe(row.id, register("completed", 0), { actor: ACTOR })
        await expect(settle(row.id, 0)).resolves.toMatchObject({ settlement: "nothing_taken", captured_cents: 0 })
      })
    })

    describe("polling", () => {
      it("visits every open order once, also when two workers claim at the same time", async () => {
        for (let n = 1; n <= 51; n++) {
          const row = await service.place(toPlace(n))
          await service.pushed(row.id, register("pending", 4000, String(n)))
        }
        now = new Date(now.getTime() + 6 * MINUTE)
        const claims = await Promise.all(Array.from({ length: 6 }, () => service.claimForPoll(10)))
        const rest = await service.claimForPoll(100)
        const ids = [...claims.flat(), ...rest]
        expect(ids).toHaveLength(51)
        expect(new Set(ids).size).toBe(51)
        await expect(service.claimForPoll(100)).resolves.toEqual([])
      })

      it("leaves orders alone that are paid, or that the register does not have yet", async () => {
        await due()
        await service.place(toPlace(2))
        now = new Date(now.getTime() + 6 * MINUTE)
        await expect(service.claimForPoll(10)).resolves.toEqual([])
      })
    })

    describe("the database itself", () => {
      it.each([
        ["another amount", "UPDATE posabit_order SET captured_cents = 1"],
        ["another settlement", "UPDATE posabit_order SET settlement = 'due', captured_cents = NULL, settled_at = NULL"],
        ["another order", "UPDATE posabit_order SET order_id = 'order_2'"],
        ["deletion", "DELETE FROM posabit_order"],
      ])("refuses %s of a settled order", async (_, statement) => {
        await settle((await due()).id)
        await expect(sql(statement)).rejects.toThrow("settled order")
      })

      it.each([
        [
          "a capture above the amount",
          "UPDATE posabit_order SET settlement = 'settled', settled_at = now(), captured_cents = 4001",
          "captured",
        ],
        [
          "a settlement without a capture",
          "UPDATE posabit_order SET settlement = 'settled', settled_at = now()",
          "settled",
        ],
        ["an order without an amount", "UPDATE posabit_order SET amount_cents = 0", "amount"],
        ["a secret in clear", "UPDATE posabit_order SET callback_token_hash = 'secret'", "token_hash"],
      ])("refuses %s", async (_, statement, constraint) => {
        await due()
        await expect(sql(statement)).rejects.toThrow(`CK_posabit_order_${constraint}`)
      })

      it("refuses a second order for one payment session", async () => {
        await service.place(toPlace())
        await expect(service.place({ ...toPlace(2), payment_session_id: "payses_1" })).rejects.toThrow(
          /payment_session_id/
        )
      })
    })
  }
)
