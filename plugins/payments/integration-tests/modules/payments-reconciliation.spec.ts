import type { AuditActor } from "@rise-via/core"
import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import { PAYMENTS_RECONCILIATION_MODULE } from "../../src/lib/reconciliation/module-name"
import { ORDER_KINDS, TRANSACTION_KINDS } from "../../src/lib/reconciliation/words"
import type PaymentsReconciliationModuleService from "../../src/modules/payments_reconciliation/service"
import type { FoundDifference, SettlementLine } from "../../src/types"

// Core's tables belong to core's module; here only what is handed to it counts, and on which transaction.
const audit = jest.fn()
const openCase = jest.fn()
let now = new Date("2026-03-09T13:00:00Z")
jest.mock("@rise-via/core", () => ({
  audit: (...args: unknown[]) => audit(...args),
  openCase: (...args: unknown[]) => openCase(...args),
  clock: { now: () => now },
  parseOptions: jest.requireActual("@rise-via/core").parseOptions,
}))

const STAFF: AuditActor = { type: "user", id: "user_1" }
const AT = new Date("2026-03-08T12:00:00Z")

const day = (n = 8) => ({
  provider: "aeropay" as const,
  day: `2026-03-0${n}`,
  covers_from: new Date("2026-02-26T08:00:00Z"),
  covers_to: new Date("2026-03-09T07:00:00Z"),
  requested_by: "user_1",
})

const line = (reference: string | null, more: Partial<SettlementLine> = {}): SettlementLine => ({
  id: `transaction:${reference}`,
  list: "transactions",
  reference,
  kind: "capture",
  status: "settled",
  amount_cents: 1_000,
  currency_code: "usd",
  occurred_at: AT,
  ...more,
})

const batchLine = (reference: string | null, n: number, more: Partial<SettlementLine> = {}) =>
  line(reference, { id: `b:${n}`, list: "batch", kind: "settlement", batch_id: "77", ...more })

const difference = (more: Partial<FoundDifference> = {}) => ({
  kind: "amount_differs" as const,
  reference: "tx_1",
  currency_code: "usd",
  ours_cents: 1_000,
  theirs_cents: 1_100,
  ours_status: "taken",
  theirs_status: "settled",
  payment_session_id: "payses_1",
  order_id: "order_1",
  told_in: "transactions" as const,
  occurred_at: AT,
  ...more,
})

const actions = () => audit.mock.calls.map(([, { action }]) => action)
const cases = () => openCase.mock.calls.map(([, found]) => found)

moduleSuite<PaymentsReconciliationModuleService>(
  { name: PAYMENTS_RECONCILIATION_MODULE, path: "plugins/payments/src/modules/payments_reconciliation" },
  ({ service, databaseUrl }) => {
    beforeEach(() => {
      now = new Date("2026-03-09T13:00:00Z")
      jest.clearAllMocks()
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

    /** A run that a worker `w` has taken up. */
    async function started() {
      const run = await service.request(day(), STAFF)
      await service.claim(run.id, "w")
      return run.id
    }

    const settle = (
      id: string,
      found: ReturnType<typeof difference>[],
      references = ["tx_1"],
      kinds = TRANSACTION_KINDS
    ) => service.settlePage(id, "w", { provider: "aeropay", references, kinds, found, progress: {} })
    const stored = async () => {
      const [row] = await service.listPaymentDifferences({}, { take: 1 })
      return row
    }

    describe("a run", () => {
      it("is asked for once at a time of a service, however many ask", async () => {
        const asked = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => service.request(day(n + 1), STAFF)))
        expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
        const refused = asked.filter(({ status }) => status === "rejected") as PromiseRejectedResult[]
        expect(new Set(refused.map(({ reason }) => reason.type))).toEqual(new Set(["conflict"]))
        await service.request({ ...day(), provider: "posabit" }, STAFF)
        expect(actions()).toEqual(Array(2).fill("payments.reconciliation_requested"))
      })

      it("has one worker, and another only when that one is dead", async () => {
        const { id } = await service.request(day(), STAFF)
        const claims = await Promise.all(Array.from({ length: 8 }, (_, n) => service.claim(id, `w${n}`)))
        const [first] = claims.filter((claim) => claim)
        expect(claims.filter((claim) => claim)).toHaveLength(1)
        expect(first).toMatchObject({ state: "running", phase: "collecting", started_at: now })

        now = new Date(now.getTime() + 2 * 60_000)
        await service.progress(id, first?.holder as string, { phase: "comparing", cursor: "tx_5", compared_count: 5 })
        now = new Date(now.getTime() + 2 * 60_000)
        expect(await service.claim(id, "other")).toBeUndefined()
        now = new Date(now.getTime() + 2 * 60_000)
        await expect(service.claim(id, "other")).resolves.toMatchObject({ phase: "comparing", cursor: "tx_5" })
        await expect(service.progress(id, first?.holder as string, { cursor: "tx_6" })).rejects.toThrow(
          "Another process"
        )
        await expect(service.retrievePaymentReconciliationRun(id)).resolves.toMatchObject({ cursor: "tx_5" })
      })

      it("writes nothing of a page when it was lost meanwhile", async () => {
        const id = await started()
        await sql("UPDATE payment_reconciliation_run SET holder = 'other' WHERE id = $1", [id])
        await expect(settle(id, [difference()])).rejects.toThrow("Another process")
        expect(await stored()).toBeUndefined()
        expect(openCase).not.toHaveBeenCalled()
      })

      it("ends with nothing left of what it collected, and may be asked for again", async () => {
        const id = await started()
        await service.addLines(id, "theirs", [line("tx_1")])
        await service.end(id, "w", "no answer")
        expect(await sql("SELECT 1 FROM payment_settlement_line")).toEqual([])
        await expect(service.retrievePaymentReconciliationRun(id)).resolves.toMatchObject({
          state: "failed",
          error: "no answer",
        })
        expect(cases()).toMatchObject([{ kind: "payments.reconciliation_failed", key: "aeropay:2026-03-08" }])
        expect(await service.claim(id, "w")).toBeUndefined()
        await service.request(day(), STAFF)
      })
    })

    describe("what it collects", () => {
      it("is there once, comes page by page, and knows both sides", async () => {
        const id = await started()
        const lines = Array.from({ length: 25 }, (_, n) => line(`tx_${String(n).padStart(2, "0")}`))
        expect(await service.addLines(id, "theirs", lines)).toBe(25)
        expect(await service.addLines(id, "theirs", [...lines, line(null)])).toBe(1)
        await service.addLines(id, "ours", [{ reference: "tx_99", payment_session_id: "payses_1" }])
        await service.addLines(id, "ours", [{ reference: null, payment_session_id: "payses_2" }])
        expect(await service.countReferences(id)).toBe(26)

        const seen: string[] = []
        for (let after = ""; ;) {
          const { references, lines } = await service.nextLines(id, after, 10)
          if (!references.length) {
            break
          }
          expect(new Set(lines.map(({ reference }) => reference))).toEqual(
            new Set(references.filter((reference) => reference !== "tx_99"))
          )
          seen.push(...references)
          after = references[references.length - 1]
        }
        expect(seen).toEqual([...lines.map(({ reference }) => reference), "tx_99"])
        expect(await service.nextSessions(id, "", 10)).toEqual(["payses_1", "payses_2"])
      })

      it("adds batches up: a batch that lists transactions is their sum, one of sums alone is these", async () => {
        const id = await started()
        await service.addLines(id, "theirs", [
          line("tx_1", { fee_cents: 25 }),
          batchLine("tx_1", 1),
          batchLine("tx_2", 2, { amount_cents: 500, fee_cents: 10 }),
          batchLine("re_1", 3, { kind: "debit", amount_cents: 300 }),
          batchLine("total", 4, { amount_cents: 1_500 }),
          batchLine("deposit", 5, { batch_id: "78", amount_cents: 9_000 }),
          batchLine(null, 6, { batch_id: "78", kind: "debit", amount_cents: 90 }),
          batchLine(null, 7, { batch_id: "78", kind: "fee", amount_cents: 40 }),
          batchLine("tx_3", 8, { batch_id: "79" }),
          batchLine("whatever", 9, { batch_id: "79" }),
          batchLine("tx_4", 10, { batch_id: "80", currency_code: "cad" }),
        ])
        await service.markLines(id, ["total", "deposit"], "sum")
        await service.markLines(id, ["whatever"], "unsure")
        expect(await service.batchSums(id)).toMatchObject([
          { batch_id: "77", currency_code: "usd", settlement_cents: 1_500, debit_cents: 300, fee_cents: 35 },
          { batch_id: "78", currency_code: "usd", settlement_cents: 9_000, debit_cents: 90, fee_cents: 40 },
          { batch_id: "80", currency_code: "cad", settlement_cents: 1_000, debit_cents: 0, fee_cents: 0 },
        ])
      })
    })

    describe("a difference", () => {
      it("opens once, whichever run finds it, and is one case", async () => {
        const id = await started()
        await settle(id, [difference()])
        await service.end(id, "w", null)
        const later = await started()
        await settle(later, [difference()])
        const found = await service.listPaymentRunDifferences({}, { order: { id: "ASC" } })
        expect(found.map(({ run_id }) => run_id).sort()).toEqual([id, later].sort())
        await expect(service.listAndCountPaymentDifferences({})).resolves.toMatchObject([
          [{ state: "open", opened_count: 1, order_id: "order_1", first_run_id: id, has_case: true }],
          1,
        ])
        const { id: differenceId } = await stored()
        expect(cases()).toMatchObject([
          {
            kind: "payments.reconciliation_amount_differs",
            key: `${differenceId}:1`,
            subject: { type: "order", id: "order_1" },
            summary: "aeropay says 11.00 USD (settled), our books say 10.00 USD (taken).",
          },
        ])
        expect(actions().filter((action) => action === "payments.difference_opened")).toHaveLength(1)
      })

      it("closes itself when it is found no more, and opens again when it is found again", async () => {
        const id = await started()
        await settle(id, [difference()])
        await settle(id, [], ["tx_2"])
        await settle(id, [], ["tx_1"], ORDER_KINDS)
        expect(await stored()).toMatchObject({ state: "open" })
        await settle(id, [])
        const { id: differenceId } = await stored()
        expect(await stored()).toMatchObject({
          state: "resolved",
          closed_at: now,
          closed_by: "payments.reconciliation",
        })
        await service.casesClosed([differenceId])
        await settle(id, [difference()])
        expect(await stored()).toMatchObject({ state: "open", opened_count: 2, closed_at: null, has_case: true })
        expect(cases().map(({ key }) => key)).toEqual([`${differenceId}:1`, `${differenceId}:2`])
      })

      it("stays accepted while it is the same, and opens again with other facts", async () => {
        const id = await started()
        await settle(id, [difference()])
        const { id: differenceId } = await stored()
        await service.accept(differenceId, "The bank explained it", STAFF)
        await service.casesClosed([differenceId])
        await settle(id, [difference({ occurred_at: new Date() })])
        expect(await stored()).toMatchObject({ state: "accepted", note: "The bank explained it", closed_by: "user_1" })
        await settle(id, [difference({ theirs_cents: 1_200 })])
        expect(await stored()).toMatchObject({ state: "open", note: null, theirs_cents: 1_200, opened_count: 2 })
        expect(audit).toHaveBeenCalledWith(
          expect.anything(),
          expect.objectContaining({
            action: "payments.difference_accepted",
            actor: STAFF,
            why: "The bank explained it",
          })
        )
      })

      it("cannot be accepted when it is not there or resolved", async () => {
        await expect(service.accept("pdiff_none", "why", STAFF)).rejects.toThrow("was not found")
        const id = await started()
        await settle(id, [difference()])
        await settle(id, [])
        await expect(service.accept((await stored()).id, "why", STAFF)).rejects.toThrow("resolved already")
      })

      it("is held by the database to what it must be", async () => {
        await settle(await started(), [difference()])
        await expect(sql("UPDATE payment_difference SET state = 'accepted'")).rejects.toThrow(
          /CK_payment_difference_closed/i
        )
        await expect(
          sql("UPDATE payment_difference SET state = 'accepted', closed_at = now(), note = ''")
        ).rejects.toThrow(/CK_payment_difference_accepted/i)
        await expect(
          sql(
            `INSERT INTO payment_difference SELECT (jsonb_populate_record(d, '{"id": "pdiff_2"}')).* FROM payment_difference d`
          )
        ).rejects.toThrow(/IDX_payment_difference_fact/i)
      })
    })
  }
)
