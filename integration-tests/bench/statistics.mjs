/** The value below which a share `p` (0 to 1) of the values lies, by nearest rank: always one that was measured. */
export function percentile(values, p) {
  if (!values.length) throw new Error("A percentile needs at least one value")
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]
}

/** The middle value; the mean of the two in the middle when their number is even. */
export function median(values) {
  if (!values.length) throw new Error("A median needs at least one value")
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** How far apart the runs are: (largest - smallest) / median; 0 for a single run. */
export function spread(values) {
  const range = Math.max(...values) - Math.min(...values)
  return range === 0 ? 0 : range / Math.abs(median(values))
}

export const summary = (values) => ({ values, median: median(values), spread: spread(values) })

/**
 * Ratio of `ours` to `stock`, run by run: both runs of a pair had the same machine, so what slowed it cancels out.
 * Runs without a partner are left out; undefined when there is no pair.
 */
export function ratio(ours, stock) {
  const pairs = Math.min(ours.length, stock.length)
  const values = Array.from({ length: pairs }, (_, run) => ours[run] / stock[run]).filter(Number.isFinite)
  return values.length ? summary(values) : undefined
}

/**
 * `limit` is the largest ratio, `most` and `least` bound the value of ours. `undefined` where a row has none of them, or
 * nothing to hold against it; exactly at the limit passes.
 */
export function verdict({ limit = Infinity, most = Infinity, least = -Infinity, ratio: measured, ours }) {
  const isBound = (limit < Infinity && measured) || ((most < Infinity || least > -Infinity) && ours)
  if (!isBound) return undefined
  const isKept = !(measured?.median > limit) && !(ours?.median > most) && !(ours?.median < least)
  return isKept ? "PASS" : "FAIL"
}

/**
 * Brings the measurements of all runs together.
 *
 * @param measurements one for each figure, key, system and run: `{ figure, key, unit, system, run, value }` with
 *   `limit`, `most` or `least` where there is one
 * @returns rows in the order in which their keys were first measured
 */
export function toRows(measurements) {
  const rows = new Map()
  for (const { system, run, value, ...row } of measurements) {
    const { figure, key } = row
    const id = `${figure} ${key}`
    if (!rows.has(id)) rows.set(id, { ...row, runs: { stock: [], ours: [] } })
    rows.get(id).runs[system][run] = value
  }
  return [...rows.values()].map(({ runs, ...row }) => {
    const present = (values) => values.filter((value) => value !== undefined)
    const result = {
      ...row,
      stock: runs.stock.length ? summary(present(runs.stock)) : undefined,
      ours: runs.ours.length ? summary(present(runs.ours)) : undefined,
      ratio: ratio(runs.ours, runs.stock),
    }
    return { ...result, verdict: verdict(result) }
  })
}
