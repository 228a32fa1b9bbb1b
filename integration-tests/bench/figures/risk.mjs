import { percentile } from "../statistics.mjs"

/** What looking at a sale may add to `complete`, in ms at p95. */
const MOST = 5
const STATEMENT = /\bpayment_risk_/

/**
 * What the risk gate waits for in `complete`: its statements, from sending to answer. A difference of two whole
 * completions of 200 ms would drown 5 ms in noise. The scoring between them is arithmetic on a dozen numbers.
 */
export default {
  title: "Risk, in one complete",
  order: 55,
  systems: ["ours"],
  async measure({ system, store, sizes }) {
    const counts = []
    const times = []
    const observe = async (step, call) => {
      if (step !== "complete") return await call()
      let result
      const traced = await system.traced(async () => (result = await call()))
      const own = traced.filter(({ text }) => STATEMENT.test(text))
      counts.push(own.length)
      times.push(own.reduce((sum, { ms }) => sum + ms, 0))
      return result
    }
    for (let n = 0; n < sizes.scored; n++) await store.checkout({ observe })
    if (!Math.min(...counts)) throw new Error("A sale was not scored: is risk on?")
    return [
      { key: "statements", unit: "", value: Math.max(...counts) },
      { key: "p50", unit: "ms", value: percentile(times, 0.5) },
      { key: "p95", unit: "ms", value: percentile(times, 0.95), most: MOST },
    ]
  },
}
