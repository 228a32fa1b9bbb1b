import type { Clock } from "./clock"

/** What a timer of Node can hold; longer waits are taken up again when it ends. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

type Act = () => unknown
type Waiting = { dueAt: number; act: Act; dropped: () => void }

/**
 * Everything that waits in the sandbox. What waits comes due by the sandbox's clock: moving it forward does at once what is
 * due by then, in that order. It ends with the sandbox: `clear` drops what is still waiting.
 */
export class Timers {
  /** By due time; of the same time, as they came. */
  #waiting: Waiting[] = []
  /** What a move of the clock made due and that is not done yet. */
  #overdue: Waiting[] = []
  #isCatchingUp = false
  #timer: NodeJS.Timeout | undefined
  #listeners = new Set<() => void>()

  constructor(
    private readonly clock: Clock,
    private readonly log: (line: string) => void
  ) {
    clock.onMove(() => {
      this.#overdue.push(...this.#due())
      this.#arm()
      setImmediate(() => void this.#catchUp())
    })
  }

  /**
   * Runs `act` later; at once, but never synchronously, for 0. `dropped` runs instead when the delay is cleared. After a move
   * of the clock a promise that `act` returns is waited for before what was due later is done, so it must end by itself.
   */
  after(ms: number, act: Act, dropped: () => void = () => undefined) {
    const entry = { dueAt: this.clock.now().getTime() + ms, act, dropped }
    let place = this.#waiting.length
    while (place && this.#waiting[place - 1].dueAt > entry.dueAt) {
      place--
    }
    this.#waiting.splice(place, 0, entry)
    this.#arm()
  }

  get count() {
    return this.#waiting.length + this.#overdue.length
  }

  /** When the next one is due, by the sandbox's clock. */
  get nextDueAt() {
    return this.#waiting.length ? new Date(this.#waiting[0].dueAt) : null
  }

  /** Calls `listener` when something that waited is done. */
  onDone(listener: () => void) {
    this.#listeners.add(listener)
  }

  clear() {
    clearTimeout(this.#timer)
    ;[...this.#overdue.splice(0), ...this.#waiting.splice(0)].forEach(({ dropped }) => dropped())
  }

  #due() {
    const now = this.clock.now().getTime()
    const first = this.#waiting.findIndex(({ dueAt }) => dueAt > now)
    return this.#waiting.splice(0, first < 0 ? this.#waiting.length : first)
  }

  #arm() {
    clearTimeout(this.#timer)
    if (this.#waiting.length) {
      const ms = this.#waiting[0].dueAt - this.clock.now().getTime()
      // What is on its way while the sandbox closes may still ask to be repeated: that must not keep the process alive.
      this.#timer = setTimeout(() => this.#ring(), Math.min(Math.max(ms, 0), LONGEST_TIMER_MS)).unref()
    }
  }

  /** Time went by: each does its work by itself, because what waits may itself be waited for by another. */
  #ring() {
    this.#due().forEach((entry) => void this.#do(entry))
    this.#arm()
  }

  /** Time was moved: an hour's callbacks arrive in the order in which that hour would have brought them. */
  async #catchUp() {
    if (this.#isCatchingUp) {
      return
    }
    this.#isCatchingUp = true
    while (this.#overdue.length) {
      const [{ dueAt }] = this.#overdue
      const later = this.#overdue.findIndex((entry) => entry.dueAt !== dueAt)
      const together = this.#overdue.splice(0, later < 0 ? this.#overdue.length : later)
      await Promise.all(together.map((entry) => this.#do(entry)))
    }
    this.#isCatchingUp = false
  }

  async #do({ act }: Waiting) {
    try {
      await act()
    } catch (error) {
      this.log(`what was due failed: ${(error as Error).stack}`)
    }
    this.#listeners.forEach((listener) => listener())
  }
}
