import type { HttpSuite } from "../../support"
import { register } from "./register"

/** The books of a sale at the register, beside Medusa's payments and the register itself. */
export function ledgerSpecs(suite: HttpSuite) {
  const { admin, placedOrder, rowOf, pushed, settled, moneyOf, setStatus, registerOrders, callback } = register(suite)
  const LEDGER = "/admin/payments/ledger"

  const stateOf = async (orderId: string) => (await admin("get", `${LEDGER}/state?order_id=${orderId}`)).body
  const entriesOf = async (orderId: string, more = "") =>
    (await admin("get", `${LEDGER}?order_id=${orderId}&order=occurred_at&limit=200${more}`)).body
      .ledger_entries as any[]

  async function sold() {
    const { order, shopper } = await placedOrder()
    const row = await pushed(order.id)
    await setStatus(row.posabit_id, { status: "completed" })
    await settled(order.id)
    await suite.settle()
    return { order, shopper, row: await rowOf(order.id) }
  }

  const recovery = (name: string) => (globalThis as any)[Symbol.for("rise-via.core.runtime")].recoveries.get(name)

  /** Runs one recovery as if it were ten minutes later. Returns how many things it repaired. */
  async function repair(name: string) {
    const now = new Date(Date.now() + 10 * 60_000)
    let repaired = 0
    for (const item of await recovery(name).find(suite.container(), now)) {
      repaired += (await recovery(name).repair(item, suite.container(), now)) ? 1 : 0
    }
    return repaired
  }

  /** Takes rows away as a kill before their insert would have: the triggers refuse it to everybody else. */
  async function cutOff(...statements: [string, unknown[]][]) {
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

  describe("the ledger", () => {
    it("says of a sale what Medusa and the register say, and who told it", async () => {
      const { order, row } = await sold()
      const [atRegister] = await registerOrders(order.id)
      const { captures } = await moneyOf(order.id)
      const state = await stateOf(order.id)
      expect(state).toMatchObject({
        order_id: order.id,
        differences: [],
        money_state: { captured_cents: atRegister.total, refunded_cents: 0, voided_cents: 0, unknown_count: 0 },
      })
      expect(captures.map(({ amount }: any) => Math.round(amount * 100))).toEqual([state.money_state.captured_cents])
      expect(row.captured_cents).toBe(state.money_state.captured_cents)

      const entries = await entriesOf(order.id)
      expect(entries).toHaveLength(state.entries_count)
      expect(entries[0]).toMatchObject({ source: "asked", operation: "create-order", outcome: "succeeded" })
      expect(entries[0].correlation_id).toMatch(/^catt_/)
      expect(entries).toContainEqual(
        expect.objectContaining({ source: "told", operation: "status_callback", provider_status: "completed" })
      )
      expect(entries.filter(({ kind }) => kind === "capture")).toMatchObject([
        { key: `capture:${row.posabit_id}`, source: "read", amount_cents: row.amount_cents, provider: "posabit" },
      ])
    })

    it("keeps what was said, and nobody's name, phone, address or secret", async () => {
      const { order, shopper } = await sold()
      const [{ status_callback }] = await registerOrders(order.id)
      const entries = await entriesOf(order.id, "&fields=%2Brequest,%2Bresponse")
      expect(entries[0].request).toMatchObject({ reference_no: order.id, order_type: "pickup" })
      const { rows } = await suite.db().query("SELECT e::text AS text FROM payment_entry e")
      const text = rows.map((row) => row.text).join("\n")
      for (const planted of [shopper.email, "Robin", "Pine Street", "2065550100", new URL(status_callback).pathname]) {
        expect(text).not.toContain(planted)
      }
    })

    it("takes no money twice, however often and in whatever words the register calls back", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "completed", callback: { times: 3 } })
      await settled(order.id)
      await suite.settle()
      const before = await stateOf(order.id)
      expect(before.money_state.captured_cents).toBe(row.amount_cents)
      const [{ status_callback }] = await registerOrders(order.id)
      for (const status of ["completed", "Completed", "processing", "En Route", "completed"]) {
        await callback(status_callback, { id: row.posabit_id, reference_no: order.id, status, order_type: "pickup" })
      }
      await suite.settle()
      const after = await stateOf(order.id)
      expect(after.money_state).toEqual(before.money_state)
      expect(after.differences).toEqual([])
      expect(after.entries_count).toBeGreaterThan(before.entries_count)
      expect((await entriesOf(order.id, "&kind=capture")).length).toBe(1)
    })

    it("balances, and a sale moves its amount from the shopper to the till", async () => {
      const books = async () => {
        const [from, to] = [-3_600_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString())
        const { body } = await admin("get", `${LEDGER}/books?from=${from}&to=${to}`)
        const rows: any[] = body.books
        expect(rows.reduce((sum, { debit_cents, credit_cents }) => sum + debit_cents - credit_cents, 0)).toBe(0)
        return (account: string) => rows.find((one) => one.account === account)?.balance_cents ?? 0
      }
      const before = await books()
      const { row } = await sold()
      const after = await books()
      expect(after("provider_receivable") - before("provider_receivable")).toBe(row.amount_cents)
      expect(after("customer_payments") - before("customer_payments")).toBe(-row.amount_cents)
    })

    it("says where it differs from Medusa: a register that took more than the shopper agreed to", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await setStatus(row.posabit_id, { status: "completed", total_cents: row.amount_cents + 350 })
      await settled(order.id)
      await expect(stateOf(order.id)).resolves.toMatchObject({
        money_state: { captured_cents: row.amount_cents + 350 },
        differences: [{ what: "captured", books_cents: row.amount_cents + 350, medusa_cents: row.amount_cents }],
      })
    })

    it("counts what the register took for an order whose sale was undone here", async () => {
      const { order } = await placedOrder()
      const row = await pushed(order.id)
      await suite.settle()
      await suite
        .db()
        .query("UPDATE posabit_order SET settlement = 'withdrawn', withdrawn_at = now() WHERE id = $1", [row.id])
      await setStatus(row.posabit_id, { status: "completed" })
      await suite.until("the till's money in the books", async () => {
        const { money_state, differences } = await stateOf(order.id)
        return money_state.captured_cents === row.amount_cents && differences[0]?.medusa_cents === 0
      })
    })

    it("notes a push that the register refused, and one whose answer was lost", async () => {
      const fault = { service: "posabit", match: { method: "POST", path: "*/incoming_orders" } }
      await suite.sandbox.call("POST", "/__sim/faults", { ...fault, status: 422, body: { errors: {} } })
      const refused = await placedOrder()
      await suite.until("the refusal", async () => (await entriesOf(refused.order.id)).length)
      await expect(entriesOf(refused.order.id)).resolves.toMatchObject([{ outcome: "failed", code: "422" }])

      await suite.sandbox.call("DELETE", "/__sim/faults")
      await suite.sandbox.call("POST", "/__sim/faults", { ...fault, drop: "after" })
      const lost = await placedOrder()
      await pushed(lost.order.id)
      const [{ outcome, kind }] = await entriesOf(lost.order.id)
      expect({ outcome, kind }).toEqual({ outcome: "succeeded", kind: "notice" })
      await expect(stateOf(lost.order.id)).resolves.toMatchObject({ money_state: { captured_cents: 0 } })
    })

    it("knows the order of a session soon after the checkout, and finds it when the event was lost", async () => {
      const { order } = await placedOrder()
      await pushed(order.id)
      await suite.settle()
      const subject = async () =>
        (await suite.db().query("SELECT * FROM payment_subject WHERE order_id = $1", [order.id])).rows
      const [{ payment_session_id, cart_id, customer_id, amount_cents }] = await subject()
      expect(cart_id).toMatch(/^cart_/)
      expect(customer_id).toMatch(/^cus_/)
      expect(amount_cents).toBe(Math.round(order.total * 100))
      await suite.db().query("DELETE FROM payment_subject WHERE order_id = $1", [order.id])
      expect(await repair("payments.ledger-subjects")).toBeGreaterThan(0)
      await expect(subject()).resolves.toMatchObject([{ payment_session_id, cart_id, customer_id, amount_cents }])
    })

    it("gets what a kill between the answer and the books took, once, under the same names", async () => {
      const { order } = await sold()
      const before = await entriesOf(order.id)
      const asked = before.filter(({ correlation_id }) => correlation_id)
      expect(asked.map(({ source }) => source).sort()).toEqual(["asked", "told"])
      await cutOff(
        ["DELETE FROM payment_entry WHERE correlation_id = ANY($1)", [asked.map((entry) => entry.correlation_id)]],
        ["DELETE FROM payment_cursor", []]
      )
      expect(await repair("payments.ledger-complete")).toBeGreaterThanOrEqual(2)
      expect(await repair("payments.ledger-complete")).toBe(0)
      const after = await entriesOf(order.id)
      const names = (entries: any[]) =>
        entries
          .map(({ key, kind, outcome, amount_cents, correlation_id, payment_session_id }) =>
            [key, kind, outcome, amount_cents, correlation_id, payment_session_id].join(" ")
          )
          .sort()
      expect(names(after)).toEqual(names(before))
    })

    it("gets the capture that a kill took, before Medusa's payment is captured again", async () => {
      const { order, row } = await sold()
      await cutOff(
        [
          "UPDATE posabit_order SET settlement = 'due', captured_cents = NULL, settled_at = NULL WHERE order_id = $1",
          [order.id],
        ],
        [
          "DELETE FROM payment_posting WHERE entry_id IN (SELECT id FROM payment_entry WHERE key = $1)",
          [`capture:${row.posabit_id}`],
        ],
        ["DELETE FROM payment_entry WHERE key = $1", [`capture:${row.posabit_id}`]]
      )
      await expect(stateOf(order.id)).resolves.toMatchObject({ differences: [{ what: "captured", books_cents: 0 }] })
      await repair("payments.posabit-due")
      await expect(stateOf(order.id)).resolves.toMatchObject({
        differences: [],
        money_state: { captured_cents: row.amount_cents },
      })
      expect((await moneyOf(order.id)).captures).toHaveLength(1)
    })

    it("lists by payment, service, kind and time, with paging", async () => {
      const { order } = await sold()
      const { payments } = await moneyOf(order.id)
      const ofPayment = await admin("get", `${LEDGER}?payment_id=${payments[0].id}&kind=capture&provider=posabit`)
      expect(ofPayment.body).toMatchObject({ count: 1, offset: 0, limit: 20 })
      const page = await admin("get", `${LEDGER}?limit=2&offset=1&order=-occurred_at&source=told`)
      expect(page.body.ledger_entries).toHaveLength(2)
      expect(page.body.count).toBeGreaterThan(2)
      expect(page.body.ledger_entries[0]).not.toHaveProperty("request")
      const later = new Date(Date.now() + 86_400_000).toISOString()
      const none = await admin("get", `${LEDGER}?order_id=${order.id}&occurred_at[$gt]=${later}`)
      expect(none.body).toMatchObject({ count: 0, ledger_entries: [] })
      const unknown = await admin("get", `${LEDGER}?order_id=order_none`)
      expect(unknown.body).toMatchObject({ count: 0, ledger_entries: [] })
    })

    it.each([
      ["?nonsense=1", 400],
      ["?kind=gift", 400],
      ["?provider=stripe", 400],
      ["?limit=1000", 400],
      ["?order=nonsense", 400],
      ["?occurred_at[$gt]=yesterday", 400],
      ["?occurred_at[$like]=2026", 400],
      ["?occurred_at[$ilike]=2026", 400],
      ["?occurred_at[$re]=2026", 400],
      ["?occurred_at[$contains]=2026-03-08T00:00:00Z", 400],
      ["?occurred_at[$gt][$gt]=2026-03-08T00:00:00Z", 400],
      ["?occurred_at[$gte]=2026-03-08T00:00:00Z&occurred_at[$lt]=2026-03-09T00:00:00%2B01:00", 200],
      ["?occurred_at=2026-03-08T00:00:00Z", 200],
      ["/state", 400],
      ["/state?order_id=order_none", 404],
      ["/books", 400],
      ["/books?from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z", 400],
      ["/books?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", 400],
      ["/books?from=monday&to=tuesday", 400],
    ] as const)("answers %s with %d", async (path, status) => {
      expect((await admin("get", `${LEDGER}${path}`)).status).toBe(status)
    })

    it("is shown to nobody who is not signed in", async () => {
      for (const path of ["", "/state?order_id=order_1", "/books"]) {
        await suite.api().get(`${LEDGER}${path}`).expect(401)
      }
    })
  })
}
