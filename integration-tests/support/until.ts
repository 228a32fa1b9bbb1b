const FIRST_PAUSE_MS = 15
const LONGEST_PAUSE_MS = 250

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/**
 * Asks until `probe` answers something truthy, and returns that. The error names `what` and, when the probe threw last,
 * why: "nothing happened" and "it is broken" look different to whoever reads the failure.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  deadlineMs = 40_000
): Promise<T> {
  const deadline = Date.now() + deadlineMs
  let trouble: unknown
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE_MS)) {
    try {
      trouble = undefined
      const answer = await probe()
      if (answer) {
        return answer
      }
    } catch (error) {
      trouble = error
    }
    if (Date.now() >= deadline) {
      const why = trouble instanceof Error ? `: ${trouble.message}` : ""
      throw new Error(`Waited ${Math.round(deadlineMs / 1000)} s in vain for: ${what}${why}`)
    }
    await pause(wait)
  }
}
