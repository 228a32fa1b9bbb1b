import { STEPS } from "./storefront.mjs"

/**
 * Stock Medusa 2.21.2 as an earlier investigation measured it (2 cores, one process, production mode, medians of three
 * quiet runs, shoppers without an account, four products and 1,000 more). Absolute figures drift from machine to machine,
 * so only ratios between figures of one run are compared, and counts.
 */
const STEP_MS = [163, 297, 372, 106, 515, 57, 56, 348]
const CHECKOUTS_AT_ONE = 0.575
const CHECKOUTS_AT_EIGHT = 0.78
const LISTS = 7.4

/** Two investigations never agree closer than this, on top of what the runs here differ among themselves. */
const TOLERANCE = 0.15

const sum = (values) => values.reduce((total, value) => total + value, 0)

/**
 * Compares stock's rows with what is known of it.
 *
 * @returns `{ what, known, measured, tolerance, differs }` for whatever can be compared with the figures at hand
 */
export function compareWithKnown(rows) {
  const find = (figure, key) => rows.find((row) => row.figure === figure && row.key === key)?.stock
  const steps = STEPS.map((step) => find("checkout", `${step} p50`))
  const one = find("checkout", "checkouts/s")
  const eight = find("checkout-eight", "checkouts/s")
  const lists = find("products", "requests/s, 8 at a time")
  const statements = find("statements", "a checkout")
  const repeated = find("statements", "repeated SELECTs in one request")
  const server = find("checkout-eight", "CPU a checkout, server")
  const database = find("checkout-eight", "CPU a checkout, database")

  const compared = []
  const compare = (what, known, of, ...parts) => {
    if (parts.some((part) => !part)) return
    const measured = of(...parts.map((part) => part.median))
    const tolerance = TOLERANCE + sum(parts.map((part) => part.spread)) / parts.length
    compared.push({ what, known, measured, tolerance, differs: Math.abs(measured / known - 1) > tolerance })
  }
  compare("SQL statements a checkout", 613, (count) => count, statements)
  compare("share of repeated SELECTs", 206 / 613, (some, all) => some / all, repeated, statements)
  STEPS.forEach((step, index) =>
    compare(
      `share of "${step}" in a checkout`,
      STEP_MS[index] / sum(STEP_MS),
      (...times) => times[index] / sum(times),
      ...steps
    )
  )
  compare("eight at a time / one at a time", CHECKOUTS_AT_EIGHT / CHECKOUTS_AT_ONE, (a, b) => a / b, eight, one)
  compare("lists of 20 / checkouts at eight", LISTS / CHECKOUTS_AT_EIGHT, (a, b) => a / b, lists, eight)
  compare("database's share of a checkout's CPU", 0.26 / (1.37 + 0.26), (a, b) => a / (a + b), database, server)
  return compared
}
