let last: Promise<unknown> = Promise.resolve()

/** Runs `work` after everything given here before it in this process, whether that succeeded or not. */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work, work)
  last = turn.catch(() => undefined) // its caller hears of the failure; the queue goes on
  return turn
}
