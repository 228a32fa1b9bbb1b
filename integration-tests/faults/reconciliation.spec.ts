import { type FaultServer, spawnServer } from "../support/faults"
import { payAtRegister, type Shopper } from "../support"

const RECOVERY_MS = 90_000
const PATH = "/admin/payments/reconciliation"

describe("a reconciliation", () => {
  let server: FaultServer
  let shopper: Shopper

  beforeAll(async () => {
    server = await spawnServer()
    shopper = await server.shopper()
    await server.confirmAge(shopper)
  }, 120_000)
  afterAll(() => server?.stop())

  const admin = (method: "get" | "post", path: string, body?: object) =>
    server.api()[method](`${PATH}${path}`).set(server.adminHeaders()).send(body)

  /** A sale that was paid at the register, and nobody told us. */
  async function unheard() {
    const cart = await server.cart({ shopper, complete: true })
    const order = await payAtRegister(server, cart.order.id, { lost: true })
    await server.settle(RECOVERY_MS)
    return String(order.id)
  }

  const today = () =>
    new Intl.DateTimeFormat("en-CA", { timeZone: "America/Los_Angeles", dateStyle: "short" }).format(new Date())

  it.each([
    ["while it reads the report", `commit:after:INSERT INTO payment_settlement_line`],
    ["before it has written what it found", `sql:before:insert into "payment_difference"`],
    ["after it has written what it found", `commit:after:insert into "payment_difference"`],
  ])("goes on by itself when the server dies %s, and opens one case", async (_, at) => {
    const reference = await unheard()
    await server.arm(at)
    // The server may die before it has answered.
    await admin("post", "/runs", { provider: "posabit", day: today() }).then(
      () => undefined,
      () => undefined
    )
    await server.struck()
    // The run is as old as if the server had been down for ten minutes.
    await server.db().query(
      `UPDATE payment_reconciliation_run SET heartbeat_at = heartbeat_at - interval '10 minutes',
           created_at = created_at - interval '10 minutes' WHERE state IN ('queued', 'running')`
    )

    await server.restart()
    const run = await server.until(
      "the reconciliation to end",
      async () => {
        const { body } = await admin("get", "/runs?limit=1")
        return body.reconciliation_runs[0]?.ended_at && body.reconciliation_runs[0]
      },
      RECOVERY_MS
    )
    expect(run).toMatchObject({ state: "completed", error: null })
    const { body } = await admin("get", `/differences?reference=${reference}`)
    expect(body.payment_differences).toMatchObject([{ kind: "missing_here", opened_count: 1 }])
    const { rows } = await server
      .db()
      .query("SELECT kind FROM core_case WHERE key = $1", [`${body.payment_differences[0].id}:1`])
    expect(rows).toEqual([{ kind: "payments.reconciliation_missing_here" }])
  })
})
