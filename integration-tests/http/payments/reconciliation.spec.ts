import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { httpSuite, sample } from "../../support"
import { lineOf, reportOf, today, type Line } from "./reconciliation-data"
import { register } from "./register"

httpSuite("payments: reconciliation", (suite) => {
  const { admin, source, reports, reconciled, differences, casesOf, sales } = reportOf(suite)
  const PATH = "/reconciliation"

  /** What is open now, as `<reference> <kind>`. */
  const open = async () => (await differences("&state=open")).map(({ reference, kind }) => `${reference} ${kind}`)
  const act = (id: string, what: string, body: object = {}) => admin("post", `${PATH}/differences/${id}/${what}`, body)
  const one = async (query: string) => (await differences(query))[0]

  afterEach(() => reports([]))

  describe("a day", () => {
    it("whose two sides agree has no differences, and its sums are the same", async () => {
      reports(await sales("agree", 40))
      const run = await reconciled()
      expect(run).toMatchObject({
        state: "completed",
        error: null,
        lines_count: 40,
        expected_count: 40,
        compared_count: 40,
        differences_count: 0,
      })
      const cents = 40 * 1_000 + (39 * 40) / 2
      expect(run.sums).toEqual([
        { side: "ours", kind: "capture", currency_code: "usd", count: 40, cents },
        { side: "theirs", kind: "capture", currency_code: "usd", count: 40, cents },
      ])
    })

    it("shows what was planted, once however often it is done, and closes what is gone", async () => {
      const lines = [...Array.from({ length: 40 }, (_, n) => lineOf("agree", n)), ...(await sales("plant", 10))]
      const planted = (n: number, more: Partial<Line>) => Object.assign({ ...lineOf("plant", n) }, more)
      reports([
        ...lines.filter(({ id }) => !/plant[0-4]$/.test(id)),
        planted(1, { amount_cents: 1 }),
        planted(2, { status: "voided" }),
        planted(3, {}),
        planted(3, { id: "again" }),
        lineOf("stranger", 0),
        lineOf("stranger", 1, { payment_session_id: "payses_plant000005" }),
        planted(4, {}),
        lineOf("refused", 0, { status: "failed" }),
        { ...lineOf("sum", 0), list: "batch", kind: "settlement", batch_id: "1", amount_cents: 99_999 },
      ])
      const expected = [
        "plant000000 missing_at_provider",
        "plant000001 amount_differs",
        "plant000002 status_differs",
        "plant000003 duplicate",
        "stranger000000 missing_here",
        "stranger000001 duplicate",
      ]
      const first = await reconciled()
      expect(first).toMatchObject({ state: "completed", differences_count: 6, unexplained_count: 1 })
      expect(await open()).toEqual(expected)
      await reconciled()
      expect(await open()).toEqual(expected)
      for (const { kind, id, opened_count } of await differences("&state=open")) {
        const keys = (await casesOf(`payments.reconciliation_${kind}`)).filter(({ key }) => key.startsWith(id))
        expect(keys).toMatchObject([{ state: "open" }])
        expect(opened_count).toBe(1)
      }

      reports(lines)
      await reconciled()
      // Nothing names the strangers any more, so nothing was learned of them.
      expect(await open()).toEqual(["stranger000000 missing_here", "stranger000001 duplicate"])
      await suite.settle()
      expect(await casesOf("payments.reconciliation_amount_differs")).toMatchObject([{ state: "closed" }])
    })

    it("shows where the orders say something else than the ledger", async () => {
      await sales("orders", 3)
      await suite
        .db()
        .query(
          'UPDATE capture SET raw_amount = \'{"value": "7", "precision": 20}\', amount = 7 WHERE id = \'capt_orders000001\''
        )
      reports([])
      await reconciled()
      expect(await one("&kind=captured_differs&state=open")).toMatchObject({
        reference: "payses_orders000001",
        ours_cents: 1_001,
        theirs_cents: 700,
      })
      await suite
        .db()
        .query(
          'UPDATE capture SET raw_amount = \'{"value": "10.01", "precision": 20}\', amount = 10.01 WHERE id = \'capt_orders000001\''
        )
      const { id } = await one("&kind=captured_differs&state=open")
      expect((await act(id, "refresh")).body.payment_difference).toMatchObject({ state: "resolved" })
    })

    it("puts deposits and fees into the books, once for each batch", async () => {
      const lines = await sales("batch", 4)
      const batch = lines.map(
        (line) => ({ ...line, id: `b:${line.id}`, list: "batch", kind: "settlement", batch_id: "b9" }) as Line
      )
      reports([...lines.map((line) => ({ ...line, fee_cents: 7 })), ...batch])
      await reconciled()
      await reconciled()
      const { body } = await admin("get", "/ledger?provider=hypur&kind=settlement&kind=fee&order=kind")
      expect(body.ledger_entries.map(({ key, amount_cents }: any) => [key, amount_cents])).toEqual([
        ["fee:b9:usd", 28],
        ["settlement:b9:usd", 4_006],
      ])
      const { body: days } = await admin("get", `${PATH}/days`)
      expect(days.time_zone).toBe("America/Los_Angeles")
      expect(days.days.find(({ provider }: any) => provider === "hypur")).toMatchObject({
        settled_cents: 4_006,
        fee_cents: 28,
      })
    })

    it("that the service does not report fails, says so, and is done when it does", async () => {
      reports(() => {
        throw new Error("the report is not ready")
      })
      expect(await reconciled()).toMatchObject({ state: "failed", error: "the report is not ready" })
      expect(await casesOf("payments.reconciliation_failed")).toMatchObject([
        { key: `hypur:${today()}`, state: "open" },
      ])
      reports([])
      expect(await reconciled()).toMatchObject({ state: "completed" })
    })
  })

  describe("what staff do about a difference", () => {
    async function missing(n: number) {
      const line = lineOf("missing", n)
      reports([line], (reference) => (reference === line.reference ? line : null))
      await reconciled()
      return await one(`&reference=${line.reference}`)
    }

    it("is recorded as the service says it, and counts in the books", async () => {
      const { id, reference } = await missing(0)
      const { status, body } = await act(id, "record")
      expect({ status, state: body.payment_difference?.state }).toEqual({ status: 200, state: "resolved" })
      const ledger = await admin("get", `/ledger?provider_reference=${reference}`)
      expect(ledger.body.ledger_entries).toMatchObject([
        { kind: "capture", amount_cents: 1_000, source: "read", key: `capture:${reference}` },
      ])
      expect(await audited(id)).toEqual(["opened", "recorded", "resolved"])
      expect((await act(id, "record")).status).toBe(400)
    })

    it("is looked up again, and left as it is when the service does not answer", async () => {
      const { id } = await missing(1)
      reports([])
      expect((await act(id, "refresh")).status).toBe(409)
      reports([], () => lineOf("missing", 1))
      expect((await act(id, "refresh")).body.payment_difference).toMatchObject({ state: "open" })
      reports([], () => null)
      expect((await act(id, "refresh")).body.payment_difference).toMatchObject({ state: "resolved" })
      expect(await audited(id)).toEqual(["opened", "looked_up", "looked_up", "looked_up", "resolved"])
    })

    it("is accepted with a reason, which closes its case", async () => {
      const { id } = await missing(2)
      expect((await act(id, "accept", { reason: " " })).status).toBe(400)
      const { body } = await act(id, "accept", { reason: "A test of the terminal" })
      expect(body.payment_difference).toMatchObject({ state: "accepted", note: "A test of the terminal" })
      expect(
        (await casesOf("payments.reconciliation_missing_here")).find(({ key }) => key === `${id}:1`)
      ).toMatchObject({
        state: "closed",
        note: "A test of the terminal",
      })
      expect(await audited(id)).toEqual(["opened", "accepted"])
    })

    const audited = async (id: string) =>
      (
        await suite
          .db()
          .query("SELECT action FROM core_audit_entry WHERE subject_id = $1 ORDER BY created_at, id", [id])
      ).rows.map(({ action }) => action.replace("payments.difference_", ""))
  })

  describe("the register", () => {
    it("took money of which we were not told: it is missing here, until the order is read again", async () => {
      const { placedOrder, pushed, settled, setStatus } = register(suite)
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "completed", callback: { lost: true } })
      const found = async () =>
        (await admin("get", `${PATH}/differences?reference=${row.posabit_id}`)).body.payment_differences
      expect(await reconciled("posabit")).toMatchObject({ state: "completed", error: null })
      const missing = { kind: "missing_here", theirs_cents: row.amount_cents, ours_cents: null, order_id: order.id }
      expect(await found()).toMatchObject([{ ...missing, state: "open" }])

      await admin("post", `/posabit-orders/${row.id}/refresh`, {})
      await settled(order.id)
      const [{ id }] = await found()
      expect((await act(id, "refresh")).body.payment_difference).toMatchObject({ state: "resolved" })
      await reconciled("posabit")
      expect(await found()).toMatchObject([{ state: "resolved", opened_count: 1 }])
    })
  })

  describe("transactions that only the service knows", () => {
    it("are looked up one by one without the worker being taken for dead", async () => {
      const batchLine = (n: number) => lineOf("only", n, { list: "batch", kind: "settlement", batch_id: "b-only" })
      reports([0, 1, 2].map(batchLine))
      const alive: boolean[] = []
      source().find = async () => {
        const { rows } = await suite.db().query(
          `UPDATE payment_reconciliation_run run SET heartbeat_at = run.heartbeat_at - interval '1 hour'
             FROM payment_reconciliation_run before
            WHERE before.id = run.id AND run.state = 'running'
           RETURNING before.heartbeat_at > now() - interval '1 minute' AS alive`
        )
        alive.push(rows[0].alive)
        return null
      }
      expect(await reconciled()).toMatchObject({ state: "completed" })
      expect(alive).toEqual([true, true, true])
    })
  })

  describe("the reports and routes", () => {
    it("give a run as CSV and as PDF", async () => {
      reports([lineOf("=SUM(A1)", 0)])
      const { id } = await reconciled()
      const report = (format: string) =>
        suite.api().get(`/admin/payments${PATH}/runs/${id}/${format}`).set(suite.adminHeaders()).buffer()
      const csv = await report("csv")
      expect(csv.headers["content-disposition"]).toMatch(
        /attachment; filename="reconciliation-hypur-\d{4}-\d\d-\d\d\.csv"/
      )
      expect(csv.text).toContain("total,hypur")
      expect(csv.text).toContain(",'=SUM(A1)000000,")
      const pdf = await report("pdf").parse((res, done) => {
        const chunks: Buffer[] = []
        res.on("data", (chunk) => chunks.push(chunk)).on("end", () => done(null, Buffer.concat(chunks)))
      })
      expect(pdf.headers["content-type"]).toBe("application/pdf")
      expect((pdf.body as Buffer).subarray(0, 5).toString()).toBe("%PDF-")

      const later = await reconciled()
      for (const run of [id, later.id]) {
        const { text } = await suite.api().get(`/admin/payments${PATH}/runs/${run}/csv`).set(suite.adminHeaders())
        expect([run, text.includes(",'=SUM(A1)000000,")]).toEqual([run, true])
      }
    })

    it.each([
      ["get", "/runs?state=asleep", 400, undefined],
      ["get", "/runs/prun_none", 404, undefined],
      ["get", "/runs/prun_none/csv", 404, undefined],
      ["get", "/runs/prun_none/pdf", 404, undefined],
      ["post", "/runs", 400, {}],
      ["post", "/runs", 400, { provider: "hypur", day: "yesterday" }],
      ["post", "/runs", 400, { provider: "hypur", day: "2999-01-01" }],
      ["post", "/runs", 400, { provider: "hypur", day: "2026-02-30" }],
      ["get", "/runs?created_at[$like]=2026", 400, undefined],
      ["get", "/differences?occurred_at[$re]=2026", 400, undefined],
      ["post", "/runs", 400, { provider: "hypur", surplus: 1 }],
      ["get", "/differences?kind=odd", 400, undefined],
      ["get", "/differences?limit=1000", 400, undefined],
      ["post", "/differences/pdiff_none/refresh", 404, {}],
      ["post", "/differences/pdiff_none/record", 404, {}],
      ["post", "/differences/pdiff_none/accept", 404, { reason: "because" }],
      ["get", "/days?from=2026-03-08&to=2026-03-01", 400, undefined],
      ["get", "/days?from=2020-03-08&to=2026-03-01", 400, undefined],
    ] as const)("answer %s %s with %d", async (method, path, status, body) => {
      expect((await admin(method, `${PATH}${path}`, body)).status).toBe(status)
    })

    it("are closed to strangers, and name what can be reconciled", async () => {
      await suite.api().get(`/admin/payments${PATH}/runs`).expect(401)
      await suite.api().post(`/admin/payments${PATH}/runs`).send({ provider: "hypur" }).expect(401)
      const { body } = await admin("get", `${PATH}/sources`)
      expect(body.sources).toContainEqual({ provider: "posabit", has_report: true, can_look_up: true })
    })
  })

  describe("many transactions", () => {
    const count = sample(5_000, 100_000)

    /** Reconciles so many sales and answers how much was alive at once, garbage collected, beyond what was before. */
    async function growth(prefix: string, count: number, more: (n: number) => Partial<Line> | null) {
      await sales(prefix, count)
      let peak = 0
      const look = () => {
        collect()
        peak = Math.max(peak, process.memoryUsage().heapUsed)
      }
      reports(function* () {
        for (let n = count - 1; n >= 0; n--) {
          const planted = more(n)
          if (planted) {
            yield lineOf(prefix, n, planted)
          }
          if (n % Math.ceil(count / 2) === 0) {
            look()
          }
        }
      })
      collect()
      const before = process.memoryUsage().heapUsed
      // Collecting takes long in a heap of this size: the pause comes after it, or nothing else would run.
      let watch: NodeJS.Timeout
      const again = () => void (watch = setTimeout(() => (look(), again()), 2_000))
      again()
      const run = await reconciled("hypur", 300_000).finally(() => clearTimeout(watch))
      expect(run).toMatchObject({ state: "completed", lines_count: count - 1 })
      return peak - before
    }

    it(`${count} are compared in memory that does not grow with them`, async () => {
      const few = await growth("some", count / 10, (n) => (n === 17 ? null : {}))
      const many = await growth("many", count, (n) => (n === 17 ? null : n === 4_711 ? { amount_cents: 1 } : {}))
      const megabytes = [few, many].map((bytes) => Math.round(bytes / 1e6))
      process.stdout.write(`${count / 10} and ${count} transactions: ${megabytes.join(" and ")} MB more alive\n`)
      expect(await open()).toEqual(
        expect.arrayContaining(["many000017 missing_at_provider", "many004711 amount_differs"])
      )
      // A hundred thousand lines of a report alone would be more.
      expect(many - few).toBeLessThan(20e6)
    }, 400_000)

    it("are what the figure of the bench measures", async () => {
      const { default: figure } = await import("../../bench/figures/reconciliation.mjs" as string)
      const database = await suite.db().connect()
      try {
        const rows = await figure.measure({
          system: { database, inside: async (file: string, input: object) => require(file)(input) },
          store: {
            admin: async (method: string, path: string, body?: object) => {
              const answer = await admin(method.toLowerCase() as "get", path.replace("/admin/payments", ""), body)
              if (answer.status > 299) {
                throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
              }
              return answer.body
            },
          },
          sizes: { reconciled: 500 },
        })
        expect(rows).toEqual([
          { key: "500 sales", unit: "s", value: expect.any(Number), most: 0.3 },
          { key: "memory growth", unit: "MB", value: expect.any(Number), most: 30 },
        ])
      } finally {
        database.release()
      }
    }, 60_000)
  })
})

setFlagsFromString("--expose-gc")
const collect: () => void = runInNewContext("gc")
