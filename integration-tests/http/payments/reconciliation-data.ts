import { dirname, join } from "node:path"
import type { HttpSuite } from "../../support"

export const PROVIDER = "hypur"
const built = join(dirname(require.resolve("@rise-via/payments/package.json")), ".medusa/server/src/lib/reconciliation")

export type Line = {
  id: string
  list: "transactions" | "batch"
  reference: string | null
  kind: string
  status: string
  amount_cents: number
  fee_cents?: number
  currency_code: string
  batch_id?: string
  payment_session_id?: string
  occurred_at: Date
}

/** A payment service whose report the test writes: Hypur has none of its own. */
export function reportOf(suite: HttpSuite) {
  const source = () => require(join(built, "sources")).reconciliationSourceOf(PROVIDER)
  const admin = async (method: "get" | "post", path: string, body?: object) =>
    await suite.api()[method](`/admin/payments${path}`).set(suite.adminHeaders()).send(body)

  /** `lines` may be a function, so that a hundred thousand of them need not be in memory. */
  function reports(lines: Line[] | (() => Iterable<Line>), find?: (reference: string) => Line | null) {
    Object.assign(source(), {
      lines: async function* () {
        yield* typeof lines === "function" ? lines() : lines
      },
      find: async (reference: string) => {
        if (!find) {
          throw new Error("out of order")
        }
        return find(reference)
      },
    })
  }

  /** Runs a reconciliation of today to its end. */
  async function reconciled(provider = PROVIDER, deadlineMs = 30_000) {
    // The nightly job may be at it: it runs every hour.
    const { status, body } = await suite.until("no other reconciliation to run", async () => {
      const answer = await admin("post", "/reconciliation/runs", { provider, day: today() })
      return answer.status !== 409 && answer
    })
    expect({ status, message: body.message }).toEqual({ status: 202, message: undefined })
    return await suite.until(
      "the reconciliation to end",
      async () => {
        const answer = await admin("get", `/reconciliation/runs/${body.reconciliation_run.id}`)
        const run = answer.body.reconciliation_run
        return run.ended_at && run
      },
      deadlineMs
    )
  }

  const differences = async (query = "") =>
    (await admin("get", `/reconciliation/differences?provider=${PROVIDER}&limit=200&order=reference${query}`)).body
      .payment_differences as any[]

  const casesOf = async (kind: string) =>
    (await suite.db().query("SELECT * FROM core_case WHERE kind = $1 ORDER BY created_at", [kind])).rows

  /**
   * Sales that were paid two hours ago, in the ledger and in Medusa: `<prefix>0` to `<prefix>n`, 10.00 and its number in
   * cents. Past the services: a hundred thousand of them would take longer than comparing them.
   */
  async function sales(prefix: string, count: number) {
    const client = await suite.db().connect()
    const each = `generate_series(0, ${count - 1}) n`
    try {
      await client.query("BEGIN")
      await client.query("SET LOCAL session_replication_role = replica")
      for (const statement of [
        `INSERT INTO payment_entry (id, provider, key, source, operation, kind, outcome, amount_cents, currency_code,
            payment_session_id, provider_reference, occurred_at)
         SELECT 'pent_${prefix}' || n, '${PROVIDER}', 'capture:${prefix}' || n, 'asked', 'sale', 'capture', 'succeeded',
            1000 + n % 500, 'usd', 'payses_${prefix}' || n, '${prefix}' || n, now() - interval '2 hours' FROM ${each}`,
        `INSERT INTO payment_posting (id, entry_id, account, cents)
         SELECT 'ppost_' || side || '_${prefix}' || n, 'pent_${prefix}' || n,
            CASE side WHEN 0 THEN 'provider_receivable' ELSE 'customer_payments' END,
            (1000 + n % 500) * (1 - 2 * side) FROM ${each}, generate_series(0, 1) side`,
        `INSERT INTO payment (id, amount, raw_amount, currency_code, provider_id, payment_collection_id, payment_session_id)
         SELECT 'pay_${prefix}' || n, (1000 + n % 500) / 100.0, jsonb_build_object('value', ((1000 + n % 500) / 100.0)::text, 'precision', 20),
            'usd', 'pp_${PROVIDER}_${PROVIDER}', 'pay_col_spec', 'payses_${prefix}' || n FROM ${each}`,
        `INSERT INTO capture (id, amount, raw_amount, payment_id)
         SELECT replace(id, 'pay_', 'capt_'), amount, raw_amount, id FROM payment WHERE id LIKE 'pay\\_${prefix}%'`,
      ].map((text) => text.replaceAll("|| n", "|| lpad(n::text, 6, '0')"))) {
        await client.query(statement)
      }
      await client.query("COMMIT")
      await client.query("ANALYZE payment_entry; ANALYZE payment; ANALYZE capture")
    } finally {
      // Whatever it was doing when it failed.
      await client.query("ROLLBACK")
      client.release()
    }
    return Array.from({ length: Math.min(count, 1_000) }, (_, n) => lineOf(prefix, n))
  }

  return { admin, source, reports, reconciled, differences, casesOf, sales }
}

/** What the service says of a sale that `sales` made. */
export const lineOf = (prefix: string, n: number, more: Partial<Line> = {}): Line => ({
  id: `t:${prefix}${n}`,
  list: "transactions",
  reference: `${prefix}${String(n).padStart(6, "0")}`,
  kind: "capture",
  status: "settled",
  amount_cents: 1_000 + (n % 500),
  currency_code: "usd",
  payment_session_id: `payses_${prefix}${String(n).padStart(6, "0")}`,
  occurred_at: new Date(Date.now() - 7_200_000),
  ...more,
})

/** The shop's day. */
export const today = () =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "America/Los_Angeles", dateStyle: "short" }).format(new Date())
