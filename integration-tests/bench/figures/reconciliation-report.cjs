/**
 * Runs inside the server's process. Hypur has no report of its own, so this writes one: the lines are made while they are
 * read, as those of a real service come page by page.
 */
const { dirname, join } = require("node:path")
const { setFlagsFromString } = require("node:v8")
const { runInNewContext } = require("node:vm")

/** After each look: collecting takes long, and the server is to work in between. */
const PAUSE_MS = 2_000

let timer
let before = 0
let peak = 0

const steps = {
  /** Hypur's report is these sales, as `reconciliation.mjs` made them. */
  report({ prefix, count }) {
    const plugin = dirname(require.resolve("@rise-via/payments/package.json"))
    const { reconciliationSourceOf } = require(join(plugin, ".medusa/server/src/lib/reconciliation/sources"))
    const occurred_at = new Date(Date.now() - 7_200_000)
    reconciliationSourceOf("hypur").lines = async function* () {
      for (let n = count - 1; n >= 0; n--) {
        const number = String(n).padStart(6, "0")
        yield {
          id: `transaction:${prefix}${number}`,
          list: "transactions",
          reference: `${prefix}${number}`,
          kind: "capture",
          status: "settled",
          amount_cents: 1_000 + (n % 500),
          currency_code: "usd",
          payment_session_id: `payses_${prefix}${number}`,
          occurred_at,
        }
      }
    }
    return {}
  },

  /** From now on, what is alive: looked at after collecting garbage, which alone would be most of the heap. */
  watch() {
    setFlagsFromString("--expose-gc")
    const collect = runInNewContext("gc")
    const look = () => {
      collect()
      return process.memoryUsage().heapUsed
    }
    before = peak = look()
    const again = () => {
      timer = setTimeout(() => {
        peak = Math.max(peak, look())
        again()
      }, PAUSE_MS).unref()
    }
    again()
    return {}
  },

  /** How much more was alive at any time since then. */
  grown() {
    clearTimeout(timer)
    return { bytes: peak - before }
  },
}

module.exports = ({ step, ...input }) => steps[step](input)
