import { cpuRows, inTurns, timed } from "../load.mjs"

const AT_ONCE = 8

/** Eight shoppers at a time: what one process gets through. */
export default {
  title: "Checkout, eight at a time",
  order: 40,
  async measure({ system, store, sizes }) {
    const count = sizes.crowd
    const before = await system.usage()
    const { ms } = await timed(() => inTurns(AT_ONCE, count, () => store.checkout()))
    const cpu = cpuRows(before, await system.usage(), count)
    return [{ key: "checkouts/s", unit: "1/s", value: (count * 1_000) / ms }, ...cpu]
  },
}
