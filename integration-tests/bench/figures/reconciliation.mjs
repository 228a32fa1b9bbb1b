import { fileURLToPath } from "node:url"
import { setTimeout as sleep } from "node:timers/promises"

/** A day of this many sales is reconciled in at most so many seconds; fewer in proportion. */
const SALES = 100_000
const MOST_SECONDS = 60
/** What may be alive at once beyond what was before, however many sales there are. */
const MOST_MB = 30
const PREFIX = "bench"
/** Long before anything else that the shop has sold. */
const DAY = new Date(Date.now() - 20 * 24 * 60 * 60_000).toISOString().slice(0, 10)
const INSIDE = fileURLToPath(new URL("./reconciliation-report.cjs", import.meta.url))
const RUNS = "/admin/payments/reconciliation/runs"

/**
 * A day of captures in the ledger, in Medusa and in a service's report, compared in the server's process: once on the
 * clock, and once with an eye on the memory, because collecting garbage takes time of its own. It leaves out the network
 * to the service, whose pages no shop can make faster.
 */
export default {
  title: "Reconciliation of a day",
  order: 75,
  systems: ["ours"],
  async measure({ system, store, sizes }) {
    const count = sizes.reconciled
    await insertSales(system.database, count)
    await system.inside(INSIDE, { step: "report", prefix: PREFIX, count })
    const ms = await reconcile(store, count)
    await system.inside(INSIDE, { step: "watch" })
    await reconcile(store, count)
    const { bytes } = await system.inside(INSIDE, { step: "grown" })
    return [
      { key: `${count} sales`, unit: "s", value: ms / 1_000, most: (MOST_SECONDS * count) / SALES },
      { key: "memory growth", unit: "MB", value: Math.max(0, bytes) / 2 ** 20, most: MOST_MB },
    ]
  },
}

/** Milliseconds from asking until it has ended. */
async function reconcile(store, count) {
  const { id } = await request(store)
  const since = performance.now()
  for (;;) {
    const { reconciliation_run: run } = await store.admin("GET", `${RUNS}/${id}`)
    if (run.ended_at) {
      const ms = performance.now() - since
      const { state, error, compared_count, differences_count } = run
      if (state !== "completed" || compared_count < count || differences_count) {
        throw new Error(
          `The day was not reconciled: ${JSON.stringify({ state, error, compared_count, differences_count })}`
        )
      }
      return ms
    }
    await sleep(100)
  }
}

/** The store's own job, which comes every hour, may be at it. */
async function request(store) {
  for (;;) {
    try {
      return (await store.admin("POST", RUNS, { provider: "hypur", day: DAY })).reconciliation_run
    } catch (error) {
      if (!error.message.includes("answered 409")) throw error
      await sleep(500)
    }
  }
}

/** Past the services: selling a hundred thousand times would take days. At noon in Los Angeles. */
async function insertSales(database, count) {
  const each = `generate_series(0, ${count - 1}) number, lpad(number::text, 6, '0') n`
  const cents = "(1000 + number % 500)"
  const statements = [
    `INSERT INTO payment_entry (id, provider, key, source, operation, kind, outcome, amount_cents, currency_code,
       payment_session_id, provider_reference, occurred_at)
     SELECT 'pent_${PREFIX}' || n, 'hypur', 'capture:${PREFIX}' || n, 'asked', 'sale', 'capture', 'succeeded', ${cents}, 'usd',
       'payses_${PREFIX}' || n, '${PREFIX}' || n, '${DAY}T20:00:00Z'::timestamptz FROM ${each}`,
    `INSERT INTO payment_posting (id, entry_id, account, cents)
     SELECT 'ppost_' || side || '_${PREFIX}' || n, 'pent_${PREFIX}' || n,
       CASE side WHEN 0 THEN 'provider_receivable' ELSE 'customer_payments' END, ${cents} * (1 - 2 * side)
       FROM ${each}, generate_series(0, 1) side`,
    `INSERT INTO payment (id, amount, raw_amount, currency_code, provider_id, payment_collection_id, payment_session_id)
     SELECT 'pay_${PREFIX}' || n, ${cents} / 100.0,
       jsonb_build_object('value', (${cents} / 100.0)::text, 'precision', 20), 'usd', 'pp_hypur_hypur', 'pay_col_bench',
       'payses_${PREFIX}' || n FROM ${each}`,
    `INSERT INTO capture (id, amount, raw_amount, payment_id)
     SELECT replace(id, 'pay_', 'capt_'), amount, raw_amount, id FROM payment WHERE id LIKE 'pay\\_${PREFIX}%'`,
  ]
  await database.query("BEGIN")
  // The payments have no collection and no session: nothing here reads them.
  await database.query("SET LOCAL session_replication_role = replica")
  for (const statement of statements) await database.query(statement)
  await database.query("COMMIT")
  await database.query("ANALYZE payment_entry, payment_posting, payment, capture")
}
