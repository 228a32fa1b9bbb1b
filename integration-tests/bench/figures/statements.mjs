import { median } from "../statistics.mjs"
import { STEPS } from "../storefront.mjs"

/**
 * What the server sends to the database in each step, transactions and what subscribers do afterwards included. Counted,
 * not timed: the median over a few checkouts leaves out what a job sends in between.
 */
export default {
  title: "SQL statements",
  order: 50,
  async measure({ system, store, sizes, keepTexts }) {
    const counts = Object.fromEntries(STEPS.map((step) => [step, []]))
    const totals = []
    const repeats = []
    for (let n = 0; n < sizes.counted; n++) {
      const whole = { sent: 0, repeated: 0 }
      const observe = async (step, call) => {
        let result
        const traced = await system.traced(async () => {
          result = await call()
          await untilSilent(system)
        })
        const texts = traced.map(({ text }) => text)
        counts[step].push(texts.length)
        whole.sent += texts.length
        whole.repeated += repeatedSelects(texts)
        keepTexts(step, texts)
        return result
      }
      await store.checkout({ observe })
      totals.push(whole.sent)
      repeats.push(whole.repeated)
    }
    return [
      { key: "a checkout", unit: "", value: median(totals) },
      { key: "repeated SELECTs in one request", unit: "", value: median(repeats) },
      ...STEPS.map((step) => ({ key: step, unit: "", value: median(counts[step]) })),
    ]
  },
}

/** Subscribers go on after the answer; silent is when nothing was sent for a while. */
async function untilSilent(system) {
  for (let before = -1; ;) {
    const { statements } = await system.usage()
    if (statements === before) return
    before = statements
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
}

const repeatedSelects = (texts) => {
  const selects = texts.filter((text) => /^\s*(select|with)\b/i.test(text))
  return selects.length - new Set(selects).size
}
