import { STEPS } from "./storefront.mjs"

/** Runs `work` and says how long it took, in milliseconds. */
export async function timed(work) {
  const since = performance.now()
  const result = await work()
  return { ms: performance.now() - since, result }
}

/** Runs `work` `count` times, `atOnce` of them at any moment. The first failure is thrown when all have ended. */
export async function inTurns(atOnce, count, work) {
  let left = count
  const failures = []
  const worker = async () => {
    while (left-- > 0 && !failures.length) {
      await work().catch((error) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  if (failures.length) throw failures[0]
}

/**
 * CPU of one checkout between two answers of `system.usage()`; the database's is left out where nobody can tell.
 *
 * @param count checkouts that were made in between
 */
export function cpuRows(before, after, count) {
  const rows = [{ key: "CPU a checkout, server", unit: "s", value: (after.cpuSeconds - before.cpuSeconds) / count }]
  if (before.databaseCpuSeconds !== undefined && after.databaseCpuSeconds !== undefined) {
    const used = after.databaseCpuSeconds - before.databaseCpuSeconds
    rows.push({ key: "CPU a checkout, database", unit: "s", value: used / count })
  }
  return rows
}

/** Where `timedCheckout` notes its milliseconds: of each step, and of all together. */
export const noTimes = () => ({ steps: Object.fromEntries(STEPS.map((step) => [step, []])), whole: [] })

/** One checkout, each step timed by itself. */
export async function timedCheckout(store, times, options) {
  const observe = async (step, call) => {
    const { ms, result } = await timed(call)
    times.steps[step].push(ms)
    return result
  }
  times.whole.push((await timed(() => store.checkout({ ...options, observe }))).ms)
}
