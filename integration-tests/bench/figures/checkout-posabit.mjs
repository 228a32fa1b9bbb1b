import { noTimes, timed, timedCheckout } from "../load.mjs"
import { percentile } from "../statistics.mjs"

const PROVIDER = "pp_posabit_posabit"

/** The same checkout paid at the register: POSaBIT's provider and the sandbox. Stock has nothing to compare it with. */
export default {
  title: "Checkout by POSaBIT, one at a time",
  order: 60,
  systems: ["ours"],
  async measure({ store, sizes }) {
    const times = noTimes()
    const { ms } = await timed(async () => {
      for (let n = 0; n < sizes.posabit; n++) await timedCheckout(store, times, { provider: PROVIDER })
    })
    const p50 = (step) => ({ key: `${step} p50`, unit: "ms", value: percentile(times.steps[step], 0.5) })
    return [
      p50("payment session"),
      p50("complete"),
      { key: "checkouts/s", unit: "1/s", value: (sizes.posabit * 1_000) / ms },
    ]
  },
}
