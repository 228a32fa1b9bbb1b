import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import { PAYMENTS_LEDGER_MODULE } from "../../src/lib/ledger/module-name"
import { recordEntries } from "../../src/lib/ledger/record-entries"
import type PaymentsLedgerModuleService from "../../src/modules/payments_ledger/service"
import type { LedgerEntryInput } from "../../src/types"

// Cases are core's; here only counts what is handed to it.
const openCase = jest.fn()
jest.mock("@rise-via/core", () => ({ openCase: (...args: unknown[]) => openCase(...args) }))

const AT = new Date("2026-03-08T12:00:00Z")

const capture = (more: Partial<LedgerEntryInput> = {}): LedgerEntryInput => ({
  key: "capture:tx_1",
  provider: "aeropay",
  source: "asked",
  operation: "transaction",
  kind: "capture",
  outcome: "succeeded",
  amount_cents: 4000,
  currency_code: "usd",
  payment_session_id: "payses_1",
  provider_reference: "tx_1",
  occurred_at: AT,
  ...more,
})

moduleSuite<PaymentsLedgerModuleService>(
  { name: PAYMENTS_LEDGER_MODULE, path: "plugins/payments/src/modules/payments_ledger" },
  ({ service, databaseUrl }) => {
    beforeEach(() => jest.clearAllMocks())

    /** SQL beside the service, as somebody with a console would; several statements are one transaction. */
    async function sql(...statements: [text: string, values?: unknown[]][]) {
      const client = new Client({ connectionString: databaseUrl })
      await client.connect()
      try {
        await client.query("BEGIN")
        let rows: any[] = []
        for (const [text, values = []] of statements) {
          rows = (await client.query(text, values)).rows
        }
        await client.query("COMMIT")
        return rows
      } finally {
        await client.end()
      }
    }
    const count = async (table: string) => Number((await sql([`SELECT count(*) FROM ${table}`]))[0].count)

    describe("recording", () => {
      it("keeps the entry, its two postings and no word of the people in it", async () => {
        const planted = {
          bankAccount: { accountNumber: "000123456789", routing_number: "110000000", accountLast4: "6789" },
          user: { firstName: "Robin", phone: "+12065550100", email: "robin@example.com" },
          message: "Card 4111 1111 1111 1111 of robin@example.com was declined, call 206-555-0100",
          code: "123456",
          error: { code: "AP302" },
          amount: { amount: 4000, currency: "USD" },
        }
        const request = {
          headers: { authorization: "Bearer s3cr3t-token" },
          body: JSON.stringify(planted),
          pin: "4711",
        }
        const { recorded } = await service.record([capture({ request, response: planted })])
        expect(recorded).toMatchObject([{ key: "capture:tx_1", amount_cents: 4000, occurred_at: AT }])

        const [stored] = await sql(["SELECT * FROM payment_entry"])
        const kept = JSON.stringify(stored)
        for (const secret of [
          "000123456789",
          "110000000",
          "Robin",
          "robin@",
          "2065550100",
          "555-0100",
          "4111",
          "s3cr3t",
        ]) {
          expect(kept).not.toContain(secret)
        }
        expect(kept).not.toMatch(/4711|123456/)
        expect(stored.response).toMatchObject({
          bankAccount: { accountLast4: "6789" },
          error: { code: "AP302" },
          amount: { amount: 4000, currency: "USD" },
        })
        await expect(sql(["SELECT account, cents FROM payment_posting ORDER BY cents"])).resolves.toEqual([
          { account: "customer_payments", cents: -4000 },
          { account: "provider_receivable", cents: 4000 },
        ])
      })

      it("moves money once when twenty record the same fact at once", async () => {
        const results = await Promise.all(Array.from({ length: 20 }, () => service.record([capture()])))
        expect(results.flatMap(({ recorded }) => recorded)).toHaveLength(1)
        expect(results.flatMap(({ known }) => known)).toHaveLength(19)
        expect(await count("payment_entry")).toBe(1)
        expect(await count("payment_posting")).toBe(2)
      })

      it("does not lock itself out when many record the same facts in different orders", async () => {
        const facts = Array.from({ length: 30 }, (_, n) => capture({ key: `capture:${n}` }))
        const results = await Promise.all(
          Array.from({ length: 10 }, (_, n) => service.record([...facts.slice(n * 3), ...facts.slice(0, n * 3)]))
        )
        expect(results.flatMap(({ recorded }) => recorded)).toHaveLength(30)
        expect(await count("payment_posting")).toBe(60)
      })

      it("keeps what another message says about a known fact, without moving money again", async () => {
        await service.record([capture({ correlation_id: "catt_1" })])
        const told = capture({ source: "told", operation: "transaction_completed", correlation_id: "cin_1" })
        const { recorded, known, conflicts } = await service.record([told])
        expect([recorded.length, known.length, conflicts.length]).toEqual([1, 1, 0])
        expect(recorded).toMatchObject([{ kind: "notice", amount_cents: 0, correlation_id: "cin_1", source: "told" }])
        expect((await service.record([told])).recorded).toEqual([])
        await expect(service.moneyStateOf(["payses_1"])).resolves.toMatchObject({ captured_cents: 4000 })
      })

      it("tells one fact again when more is known of it", async () => {
        await service.record([capture({ outcome: "unknown", correlation_id: "catt_1" })])
        await expect(service.moneyStateOf(["payses_1"])).resolves.toMatchObject({ captured_cents: 0, unknown_count: 1 })
        await service.record([capture({ source: "read" })])
        await expect(service.moneyStateOf(["payses_1"])).resolves.toMatchObject({
          captured_cents: 4000,
          unknown_count: 0,
        })
      })

      it.each([
        ["another amount", { amount_cents: 4100 }, ["amount_cents"]],
        ["another kind", { kind: "refund" as const }, ["kind"]],
        ["another currency", { currency_code: "cad" }, ["currency_code"]],
        ["another session", { payment_session_id: "payses_2" }, ["payment_session_id"]],
      ])("makes %s under a known key a case, and leaves the books as they are", async (_, other, differs) => {
        await service.record([capture()])
        for (let n = 0; n < 2; n++) {
          const { conflicts, known } = await recordEntries(service, [capture({ ...other, correlation_id: "cin_1" })])
          expect(known).toEqual([])
          expect(conflicts).toMatchObject([{ differs, known: { amount_cents: 4000, kind: "capture" } }])
        }
        const [[, first], [, second]] = openCase.mock.calls
        expect(first).toMatchObject({ kind: "payments.ledger_conflict", details: { differs } })
        expect(second.key).toBe(first.key)
        const [{ captured, refunded }] = await sql([
          `SELECT coalesce(-sum(cents) FILTER (WHERE account = 'customer_payments'), 0)::int AS captured,
                  coalesce(sum(cents) FILTER (WHERE account = 'refunds'), 0)::int AS refunded FROM payment_posting`,
        ])
        expect({ captured, refunded }).toEqual({ captured: 4000, refunded: 0 })
      })

      it("finds the contradiction inside one call too", async () => {
        const { recorded, conflicts } = await service.record([capture(), capture({ amount_cents: 1 })])
        expect(recorded.filter(({ kind }) => kind === "capture")).toHaveLength(1)
        expect(conflicts).toHaveLength(1)
      })

      it("ties money that came without its session to it as soon as anybody knows the session", async () => {
        await service.record([capture({ source: "told", payment_session_id: null, correlation_id: "cin_1" })])
        await expect(service.moneyStateOf(["payses_1"])).resolves.toMatchObject({ captured_cents: 0 })
        await service.record([capture({ correlation_id: "catt_1" })])
        await service.record([
          capture({
            key: "return:tx_1",
            kind: "return",
            payment_session_id: null,
            provider_parent: "tx_1",
            provider_reference: null,
          }),
        ])
        await expect(service.moneyStateOf(["payses_1"])).resolves.toMatchObject({
          captured_cents: 4000,
          returned_cents: 4000,
        })
        expect(await service.entriesOf(["payses_2"])).toEqual([])
        // Another service's object of the same name is another object.
        const stranger = { provider: "hypur" as const, payment_session_id: null, provider_reference: "tx_1" }
        await service.record([capture({ ...stranger, amount_cents: 99 })])
        await expect(service.moneyStateOf(["payses_1"])).resolves.toMatchObject({ captured_cents: 4000 })
      })

      it("records everything or nothing", async () => {
        await expect(service.record([capture(), capture({ key: "capture:2", amount_cents: -1 })])).rejects.toThrow(
          "amount_cents"
        )
        expect(await count("payment_entry")).toBe(0)
      })

      it.each([
        ["amount_cents", { amount_cents: 12.5 }],
        ["amount_cents", { amount_cents: 2 ** 31 }],
        ["key", { key: "" }],
        ["kind", { kind: "gift" as never }],
        ["provider", { provider: "stripe" as never }],
        ["currency_code", { currency_code: "dollars" }],
        ["occurred_at", { occurred_at: new Date(NaN) }],
        ["voids", { kind: "void" as const }],
        ["voids", { voids: "hold" as const }],
      ])("names %s when it is not valid", async (field, wrong) => {
        await expect(service.record([capture(wrong)])).rejects.toThrow(`${field}:`)
      })

      it("records 1,200 facts in one call, and none of them twice", async () => {
        const facts = Array.from({ length: 1_200 }, (_, n) => capture({ key: `capture:${n}`, amount_cents: n }))
        expect((await service.record(facts)).recorded).toHaveLength(1_200)
        expect((await service.record(facts)).known).toHaveLength(1_200)
        const [{ total }] = await sql(["SELECT sum(cents) AS total FROM payment_posting WHERE cents > 0"])
        expect(Number(total)).toBe((1_199 * 1_200) / 2)
      })

      it("takes bodies that JSON or PostgreSQL cannot hold as they are", async () => {
        const loop: Record<string, unknown> = { text: "a\u0000b\ud800" }
        loop.itself = loop
        await service.record([
          capture({ request: loop, response: "x".repeat(100_000), provider_status: "odd\u0000\ud800" }),
        ])
        const [{ size, provider_status }] = await sql([
          "SELECT length(response::text) AS size, provider_status FROM payment_entry",
        ])
        expect(size).toBeLessThan(20_000)
        expect(provider_status).toBe("odd\ufffd")
      })
    })

    describe("the database itself", () => {
      it.each([
        "UPDATE payment_entry SET amount_cents = 1",
        "UPDATE payment_entry SET deleted_at = now()",
        "DELETE FROM payment_entry",
        "TRUNCATE payment_entry CASCADE",
        "UPDATE payment_posting SET cents = 1",
        "DELETE FROM payment_posting",
        "TRUNCATE payment_posting",
      ])("refuses %s", async (statement) => {
        await service.record([capture()])
        await expect(sql([statement])).rejects.toThrow("append-only")
      })

      const ENTRY = `INSERT INTO payment_entry
        (id, provider, key, source, operation, kind, outcome, amount_cents, currency_code, occurred_at)
        VALUES ($1, 'aeropay', $1, 'staff', 'by hand', 'capture', 'succeeded', 100, 'usd', now())`
      const POSTING = "INSERT INTO payment_posting (id, entry_id, account, cents) VALUES ($1, $2, $3, $4)"

      it("refuses money without postings, and postings that do not balance or move another amount", async () => {
        const debit = (cents: number) => [POSTING, ["p1", "e1", "bank", cents]] as [string, unknown[]]
        const credit = (cents: number) => [POSTING, ["p2", "e1", "fees", cents]] as [string, unknown[]]
        await expect(sql([ENTRY, ["e1"]])).rejects.toThrow("it must move 100")
        await expect(sql([ENTRY, ["e1"]], debit(100))).rejects.toThrow("come to 100")
        await expect(sql([ENTRY, ["e1"]], debit(90), credit(-90))).rejects.toThrow("it must move 100")
        await sql([ENTRY, ["e1"]], debit(100), credit(-100))
        expect(await count("payment_posting")).toBe(2)
      })

      it("refuses a posting that is added to an old entry", async () => {
        const { recorded } = await service.record([capture()])
        const more = [
          [POSTING, ["p1", recorded[0].id, "bank", 5]],
          [POSTING, ["p2", recorded[0].id, "fees", -5]],
        ] as [string, unknown[]][]
        await expect(sql(...more)).rejects.toThrow("it must move 4000")
      })

      it.each([
        ["amount_cents", "-1"],
        ["kind", "'gift'"],
        ["outcome", "'maybe'"],
        ["currency_code", "'Dollar'"],
        ["voids", "'hold'"],
      ])("refuses an entry whose %s is %s", async (column, value) => {
        const columns = {
          amount_cents: "0",
          kind: "'notice'",
          outcome: "'failed'",
          currency_code: "'usd'",
          voids: "NULL",
        }
        const row = { ...columns, [column]: value }
        const insert = `INSERT INTO payment_entry (id, provider, key, source, operation, occurred_at, ${Object.keys(row)})
          VALUES ('e', 'aeropay', 'k', 'staff', 'o', now(), ${Object.values(row)})`
        await expect(sql([insert])).rejects.toThrow(/violates check constraint/)
      })
    })

    describe("the books", () => {
      it("balance for every service, and count only the period asked for", async () => {
        await service.record([
          capture(),
          capture({ key: "refund:r1", kind: "refund", amount_cents: 1500 }),
          capture({ key: "settlement:b1", kind: "settlement", amount_cents: 2400 }),
          capture({ key: "fee:b1", kind: "fee", amount_cents: 100 }),
          capture({ key: "capture:9", provider: "hypur", amount_cents: 700 }),
          capture({ key: "capture:old", occurred_at: new Date("2026-03-07T23:59:59Z") }),
          capture({ key: "capture:next", occurred_at: new Date("2026-03-09T00:00:00Z") }),
        ])
        const books = await service.books({ from: new Date("2026-03-08"), to: new Date("2026-03-09") })
        const of = (provider: string) =>
          Object.fromEntries(
            books
              .filter((row) => row.provider === provider)
              .map(({ account, balance_cents }) => [account, balance_cents])
          )
        expect(of("aeropay")).toEqual({
          customer_payments: -4000,
          refunds: 1500,
          bank: 2400,
          fees: 100,
          provider_receivable: 0,
        })
        expect(of("hypur")).toEqual({ customer_payments: -700, provider_receivable: 700 })
        expect(books.reduce((sum, row) => sum + row.debit_cents - row.credit_cents, 0)).toBe(0)
      })
    })

    describe("a pass over core's rows", () => {
      it("remembers how far it came, and knows which calls have an entry", async () => {
        await service.moveCursor("attempts", "catt_1")
        await service.moveCursor("attempts", "catt_2")
        await expect(service.listPaymentCursors({})).resolves.toMatchObject([{ name: "attempts", last_id: "catt_2" }])
        await service.record([capture({ correlation_id: "catt_1" }), capture({ key: "x", correlation_id: "catt_1" })])
        await expect(service.correlationsAmong(["catt_1", "catt_2"])).resolves.toEqual(["catt_1"])
      })

      it("looks for the order of every session once, also when ten look at the same time", async () => {
        const facts = Array.from({ length: 50 }, (_, n) => capture({ key: `c${n}`, payment_session_id: `payses_${n}` }))
        await service.record(facts)
        await service.linkSubjects([{ payment_session_id: "payses_7", order_id: "order_7", payment_id: "pay_7" }])
        const hour = 60 * 60_000
        const at = new Date(AT.getTime() + hour)
        const period = { since: new Date(AT.getTime() - hour), checkedBefore: AT, at }
        const claims = await Promise.all(Array.from({ length: 10 }, () => service.claimUnlinkedSessions(period, 10)))
        const rest = await service.claimUnlinkedSessions(period, 100)
        const claimed = [...claims.flat(), ...rest]
        expect(new Set(claimed).size).toBe(49)
        expect(claimed).toHaveLength(49)
        expect(claimed).not.toContain("payses_7")
        await expect(service.claimUnlinkedSessions(period, 100)).resolves.toEqual([])
        const later = { ...period, checkedBefore: new Date(at.getTime() + 1) }
        await expect(service.claimUnlinkedSessions(later, 100)).resolves.toHaveLength(49)
      })
    })

    describe("subjects", () => {
      it("are filled as more is known, and never emptied by somebody who knows less", async () => {
        await service.linkSubjects([{ payment_session_id: "payses_1", cart_id: "cart_1" }])
        await service.linkSubjects([{ payment_session_id: "payses_1", order_id: "order_1", amount_cents: 4000 }])
        await service.linkSubjects([{ payment_session_id: "payses_1", order_id: null, payment_id: "pay_1" }])
        await expect(service.listPaymentSubjects({})).resolves.toMatchObject([
          { cart_id: "cart_1", order_id: "order_1", payment_id: "pay_1", amount_cents: 4000 },
        ])
      })

      it("are one row when twenty link the same session", async () => {
        await Promise.all(
          Array.from({ length: 20 }, (_, n) =>
            service.linkSubjects([{ payment_session_id: "payses_1", order_id: "order_1", amount_cents: n }])
          )
        )
        await expect(service.listPaymentSubjects({})).resolves.toHaveLength(1)
      })
    })
  }
)
