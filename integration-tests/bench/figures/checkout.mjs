import { cpuRows, noTimes, timedCheckout } from "../load.mjs"
import { percentile } from "../statistics.mjs"
import { STEPS } from "../storefront.mjs"

/** What we allow our gates to cost: no step above this times stock at p50. */
const LIMIT = 1.1

/** One checkout after the other, each step timed by itself. The systems take turns at every checkout. */
export default {
  title: "Checkout, one at a time",
  order: 30,
  async measureTogether({ shops, sizes }) {
    const all = await Promise.all(
      shops.map(async (shop) => ({ ...shop, times: noTimes(), before: await shop.system.usage() }))
    )
    for (let n = 0; n < sizes.checkouts; n++) {
      // Now the one first, now the other: what follows a checkout of one should not always hit the other.
      for (const { store, system, times } of n % 2 ? [...all].reverse() : all) {
        await timedCheckout(store, times)
        // Looks at the database's backends while they are there.
        await system.usage()
      }
    }
    const rows = all.map(async ({ name, system, times, before }) => [
      name,
      [...rowsOf(times), ...cpuRows(before, await system.usage(), sizes.checkouts)],
    ])
    return Object.fromEntries(await Promise.all(rows))
  },
}

function rowsOf({ steps, whole }) {
  const at = (step, p) => percentile(steps[step], p)
  const seconds = whole.reduce((sum, ms) => sum + ms, 0) / 1_000
  return [
    ...STEPS.map((step) => ({ key: `${step} p50`, unit: "ms", value: at(step, 0.5), limit: LIMIT })),
    ...STEPS.map((step) => ({ key: `${step} p95`, unit: "ms", value: at(step, 0.95) })),
    { key: "checkouts/s", unit: "1/s", value: whole.length / seconds },
  ]
}
