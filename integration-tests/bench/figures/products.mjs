import { inTurns, timed } from "../load.mjs"
import { percentile } from "../statistics.mjs"

const AT_ONCE = 8

/** `GET /store/products`, 20 of 1,000 a page with calculated prices, another page each time. */
export default {
  title: "List products",
  order: 20,
  async measure({ store, sizes }) {
    let page = 0
    let bytes = 0
    const list = async () => {
      const { status, text } = await store.send("GET", store.productsPath(page++))
      if (status !== 200) throw new Error(`The list of products answered ${status}: ${text.slice(0, 500)}`)
      bytes = text.length
    }
    const times = []
    for (let n = 0; n < sizes.lists; n++) times.push((await timed(list)).ms)
    const { ms } = await timed(() => inTurns(AT_ONCE, sizes.lists * 2, list))
    return [
      { key: "requests/s, 8 at a time", unit: "1/s", value: (sizes.lists * 2 * 1_000) / ms },
      { key: "one at a time p50", unit: "ms", value: percentile(times, 0.5) },
      { key: "one at a time p95", unit: "ms", value: percentile(times, 0.95) },
      { key: "size of a page", unit: "KB", value: bytes / 1_000 },
    ]
  },
}
