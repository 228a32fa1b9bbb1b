import type { AuditActor } from "@rise-via/core"
import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import { PAYMENTS_POSABIT_MODULE } from "../../src/lib/module-names"
import type PaymentsPosabitModuleService from "../../src/modules/payments_posabit/service"

// Core's tables belong to core's module; here only what is handed to it counts.
const enqueue = jest.fn()
const audit = jest.fn()
jest.mock("@rise-via/core", () => ({
  enqueue: (...args: unknown[]) => enqueue(...args),
  audit: (...args: unknown[]) => audit(...args),
  openCase: jest.fn(),
  clock: { now: () => new Date("2026-03-08T12:00:00Z") },
  demandReady: async () => undefined,
  parseOptions: jest.requireActual("@rise-via/core").parseOptions,
}))

const ACTOR: AuditActor = { type: "user", id: "user_1" }
const options = {
  posabit: {
    baseUrl: "http://127.0.0.1:9/api/v3",
    integratorToken: "integrator",
    venueToken: "venue",
    callbackUrl: "http://127.0.0.1:9000",
    callbackSecret: "a-secret-of-sixteen-characters",
  },
}

moduleSuite<PaymentsPosabitModuleService>(
  { name: PAYMENTS_POSABIT_MODULE, path: "plugins/payments/src/modules/payments_posabit", options },
  ({ service, databaseUrl }) => {
    beforeEach(() => jest.clearAllMocks())

    async function sql(text: string, values: unknown[] = []) {
      const client = new Client({ connectionString: databaseUrl })
      await client.connect()
      try {
        return (await client.query(text, values)).rows
      } finally {
        await client.end()
      }
    }

    /** An order whose 4000 cents are captured. */
    async function settled(n = 1, total_cents = 4000) {
      const row = await service.place({
        order_id: `order_${n}`,
        cart_id: `cart_${n}`,
        payment_session_id: `payses_${n}`,
        order_type: "pickup",
        payment_method: "cash",
        currency_code: "usd",
        amount_cents: 4000,
      })
      const register = { id: `50000${n}`, reference_no: `order_${n}`, status: "completed", total_cents }
      await service.pushed(row.id, register)
      await service.observe(row.id, register, { actor: ACTOR })
      return await service.settle(row.id, ACTOR, async () => ({ captured_cents: 4000, is_order_canceled: false }))
    }

    const record = (id: string, amount_cents: number, reference: string) =>
      service.recordRefund({
        posabit_order_id: id,
        reference,
        amount_cents,
        reason: "Broken",
        refund_reason_id: null,
        refunded_at: new Date("2026-03-08T11:00:00Z"),
        actor: ACTOR,
      })

    const claim = (amount_cents: number, refund_id: string, n = 1) =>
      service.claimRefund({ payment_session_id: `payses_${n}`, amount_cents, refund_id })

    describe("recording", () => {
      it("takes the same reference for the same fact, also twenty times at once", async () => {
        const { id } = await settled()
        const all = await Promise.all(Array.from({ length: 20 }, () => record(id, 500, "PR-1")))
        expect(all.filter(({ is_new }) => is_new)).toHaveLength(1)
        expect(new Set(all.map(({ refund }) => refund.id)).size).toBe(1)
        expect(audit.mock.calls.filter(([, { action }]) => action === "payments.posabit_refund_recorded")).toHaveLength(
          1
        )
      })

      it("refuses a reference that is known with another amount, or for another order at the same time", async () => {
        const first = await settled(1)
        const second = await settled(2)
        const both = await Promise.allSettled([record(first.id, 500, "PR-1"), record(second.id, 500, "PR-1")])
        expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
        await expect(record(first.id, 501, "PR-1")).rejects.toMatchObject({ type: "conflict" })
      })

      it("never passes what was captured, however many come at once", async () => {
        const { id } = await settled()
        const all = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => record(id, 900, `PR-${n}`)))
        expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(4)
        await expect(service.leftToRefund({ id, captured_cents: 4000 })).resolves.toBe(400)
      })

      it("needs an order whose money is captured", async () => {
        const row = await service.place({
          order_id: "order_9",
          cart_id: "cart_9",
          payment_session_id: "payses_9",
          order_type: "pickup",
          payment_method: "cash",
          currency_code: "usd",
          amount_cents: 4000,
        })
        await expect(record(row.id, 1, "PR-1")).rejects.toMatchObject({ type: "not_allowed" })
        await expect(record("pbord_none", 1, "PR-1")).rejects.toMatchObject({ type: "not_found" })
      })
    })

    describe("money that Medusa never captured", () => {
      it("goes back in the books alone, up to what the register took, and no refund of Medusa's uses it up", async () => {
        const row = await service.place({
          order_id: "order_1",
          cart_id: "cart_1",
          payment_session_id: "payses_1",
          order_type: "pickup",
          payment_method: "cash",
          currency_code: "usd",
          amount_cents: 4000,
        })
        const register = { id: "500001", reference_no: "order_1", status: "processing", total_cents: 4200 }
        await service.pushed(row.id, register)
        await service.withdraw(row.id, "The checkout failed.")
        await service.observe(row.id, register, { actor: ACTOR })
        await expect(record(row.id, 1, "PR-1")).rejects.toMatchObject({ type: "not_allowed" })
        await service.observe(row.id, { ...register, status: "completed" }, { actor: ACTOR })
        const all = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => record(row.id, 1000, `PR-${n}`)))
        expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(4)
        await expect(claim(1000, "ref_1")).resolves.toBeUndefined()
        const [{ id }] = await service.listPosabitRefunds({}, { take: 1 })
        await expect(service.completeRefund(id, ACTOR, async () => undefined)).resolves.toMatchObject({
          refund_id: null,
        })
        for (const statement of [
          `INSERT INTO posabit_refund (id, posabit_order_id, order_id, payment_session_id, reference, amount_cents, currency_code, reason, recorded_by, refunded_at, ledger_only)
           VALUES ('x', '${row.id}', 'order_1', 'payses_1', 'PR-X', 201, 'usd', 'x', 'x', now(), true)`,
          "UPDATE posabit_refund SET ledger_only = false",
          `UPDATE posabit_refund SET refund_id = 'ref_1' WHERE id <> '${id}'`,
          `DELETE FROM posabit_refund WHERE id = '${id}'`,
        ]) {
          await expect(sql(statement)).rejects.toThrow(/more than was captured|cannot be|ledger_only/)
        }
      })

      it("is what was taken above the order, after everything that was captured went back", async () => {
        const { id } = await settled(1, 4500)
        await expect(record(id, 4500, "PR-1")).rejects.toThrow("by itself")
        await expect(record(id, 4000, "PR-1")).resolves.toMatchObject({ refund: { ledger_only: false } })
        await expect(record(id, 501, "PR-2")).rejects.toMatchObject({ type: "not_allowed" })
        await expect(record(id, 500, "PR-2")).resolves.toMatchObject({ refund: { ledger_only: true } })
        await expect(service.leftToRefund({ id, captured_cents: 4000 })).resolves.toBe(0)
      })
    })

    describe("using up", () => {
      it("lets each record stand for one refund, the oldest first, and only of its amount and session", async () => {
        const { id } = await settled()
        const first = (await record(id, 500, "PR-1")).refund
        const second = (await record(id, 500, "PR-2")).refund
        await expect(claim(501, "ref_x")).resolves.toBeUndefined()
        await expect(claim(500, "ref_x", 2)).resolves.toBeUndefined()
        await expect(claim(500, "ref_1")).resolves.toMatchObject({ id: first.id, refund_id: "ref_1" })
        await expect(claim(500, "ref_1")).resolves.toMatchObject({ id: first.id })
        await expect(claim(500, "ref_2")).resolves.toMatchObject({ id: second.id })
        await expect(claim(500, "ref_3")).resolves.toBeUndefined()
      })

      it("is used up once when ten refunds want it", async () => {
        const { id } = await settled()
        await record(id, 500, "PR-1")
        const all = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(500, `ref_${n}`)))
        expect(all.filter(Boolean)).toHaveLength(1)
      })

      it("takes a new record back only while no refund uses it", async () => {
        const { id } = await settled()
        const { refund } = await record(id, 500, "PR-1")
        await claim(500, "ref_1")
        await service.dropRefund(refund.id, ACTOR)
        await expect(service.listPosabitRefunds({})).resolves.toHaveLength(1)
        await service.releaseRefund(refund.id, "ref_1")
        await service.dropRefund(refund.id, ACTOR)
        await expect(service.listPosabitRefunds({})).resolves.toHaveLength(0)
      })

      it("is completed once, also when two finish it at once", async () => {
        const { id } = await settled()
        const { refund } = await record(id, 500, "PR-1")
        const work = jest.fn(async () => void (await claim(500, "ref_1")))
        await Promise.all([
          service.completeRefund(refund.id, ACTOR, work),
          service.completeRefund(refund.id, ACTOR, work),
        ])
        expect(work).toHaveBeenCalledTimes(1)
        const [after] = await service.listPosabitRefunds({ id: refund.id })
        expect(after).toMatchObject({ refund_id: "ref_1" })
        expect(after.completed_at).not.toBeNull()
      })
    })

    describe("the database", () => {
      it("refuses what must never be wrong, whoever asks", async () => {
        const { id } = await settled()
        const { refund } = await record(id, 500, "PR-1")
        await claim(500, "ref_1")
        for (const statement of [
          "UPDATE posabit_refund SET amount_cents = 1",
          "UPDATE posabit_refund SET reference = 'x'",
          "UPDATE posabit_refund SET payment_session_id = 'x'",
          "UPDATE posabit_refund SET deleted_at = now()",
          "DELETE FROM posabit_refund",
          `INSERT INTO posabit_refund (id, posabit_order_id, order_id, payment_session_id, reference, amount_cents, currency_code, reason, recorded_by, refunded_at)
           VALUES ('x', '${id}', 'order_1', 'payses_1', 'PR-2', 3501, 'usd', 'x', 'x', now())`,
        ]) {
          await expect(sql(statement)).rejects.toThrow(/cannot be (changed|deleted)|more than was captured/)
        }
        await sql("UPDATE posabit_refund SET completed_at = now() WHERE id = $1", [refund.id])
        await expect(sql("UPDATE posabit_refund SET refund_id = 'ref_2'")).rejects.toThrow("cannot be changed")
      })
    })

    describe("an import of the menu", () => {
      const menu = { groups: [], items: [], withdraw_all: false }
      const report = { lines: [], problems: [], is_cut: false }
      const counts = { created: 1, updated: 0, unchanged: 2, withdrawn: 0, failed: 0 }

      it("runs alone, and enqueues its first batch on the transaction of its row", async () => {
        const starts = await Promise.allSettled(
          Array.from({ length: 5 }, () => service.startMenuImport(ACTOR, menu, report))
        )
        expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
        for (const start of starts) {
          if (start.status === "rejected") {
            expect(start.reason).toMatchObject({ type: "conflict" })
          }
        }
      })

      it("counts a batch once, however often it is told", async () => {
        const { id } = await service.startMenuImport(ACTOR, menu, report)
        await Promise.all([1, 2, 3].map(() => service.menuBatchDone(id, 0, 3, { counts, report })))
        await expect(service.retrievePosabitMenuImport(id)).resolves.toMatchObject({
          done_count: 3,
          created_count: 1,
          unchanged_count: 2,
        })
        expect(enqueue.mock.calls.map(([, { key }]) => key)).toEqual([`${id}:0`, `${id}:3`])
      })

      it("ends once, forgets the menu, and lets the next one start", async () => {
        const { id } = await service.startMenuImport(ACTOR, menu, report)
        await service.menuImportEnded(id, "succeeded", { withdrawn: 2, message: null })
        await service.menuImportEnded(id, "failed", { withdrawn: 9, message: "late" })
        await expect(service.retrievePosabitMenuImport(id)).resolves.toMatchObject({
          state: "succeeded",
          withdrawn_count: 2,
          menu: null,
          message: null,
        })
        await expect(service.startMenuImport(ACTOR, menu, report)).resolves.toMatchObject({ state: "running" })
      })
    })
  }
)
