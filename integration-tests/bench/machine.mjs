import { cpus, loadavg, totalmem } from "node:os"

const WINDOW_MS = 500
const IDLE_SHARE = 0.9

const times = () =>
  cpus().reduce(
    ({ idle, all }, { times: spent }) => ({
      idle: idle + spent.idle,
      all: all + Object.values(spent).reduce((sum, ms) => sum + ms, 0),
    }),
    { idle: 0, all: 0 }
  )

/** Share of the machine's CPU time that nobody used between two readings; 1 when no time passed. */
export const idleShare = (before, after) =>
  after.all === before.all ? 1 : (after.idle - before.idle) / (after.all - before.all)

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Waits until the machine is idle for `windows` half seconds on end.
 *
 * @returns how idle it was at the end (0 to 1), and whether it became quiet before `giveUpMs`
 */
export async function waitForQuiet({ windows = 1, giveUpMs = 30_000 } = {}) {
  const deadline = Date.now() + giveUpMs
  for (let quiet = 0, idle = 0; ;) {
    const before = times()
    await pause(WINDOW_MS)
    idle = idleShare(before, times())
    quiet = idle >= IDLE_SHARE ? quiet + 1 : 0
    if (quiet >= windows) return { isQuiet: true, idle }
    if (Date.now() > deadline) return { isQuiet: false, idle }
  }
}

export const describeMachine = () => ({
  cpus: cpus().length,
  model: cpus()[0]?.model,
  memory_mb: Math.round(totalmem() / 2 ** 20),
  load: loadavg(),
  node: process.version,
})
