import type { SandboxFrame } from "../frame/service"

type Entry = { at: number; act: (at: number) => void }

/**
 * What happens at Aeropay by itself: batches, returns, expiries. Everything due is done, in order of its time, before the next
 * request is answered, so that what a request sees depends on the clock alone; a timer does it when nobody asks.
 */
export class Agenda {
  #entries: Entry[] = []
  /** Times for which a timer waits. */
  #armed = new Set<number>()
  #isRunning = false

  constructor(private readonly frame: Pick<SandboxFrame, "timers" | "clock">) {}

  /** `act` gets the time it was due, which may be long before now when the clock was moved. */
  add(at: number, act: (at: number) => void) {
    let place = this.#entries.length
    while (place && this.#entries[place - 1].at > at) {
      place--
    }
    this.#entries.splice(place, 0, { at, act })
    this.#arm()
  }

  run() {
    if (this.#isRunning) {
      return
    }
    this.#isRunning = true
    try {
      const now = this.frame.clock.now().getTime()
      while (this.#entries.length && this.#entries[0].at <= now) {
        const { at, act } = this.#entries.shift()!
        act(at)
      }
    } finally {
      this.#isRunning = false
    }
  }

  get waiting() {
    return this.#entries.map(({ at }) => new Date(at).toISOString())
  }

  reset() {
    this.#entries = []
    this.#armed.clear()
  }

  /** Timers cannot be taken back: one that rings too early finds nothing to do, and sees to the next. */
  #arm() {
    const head = this.#entries[0]?.at
    if (head === undefined || [...this.#armed].some((at) => at <= head)) {
      return
    }
    this.#armed.add(head)
    this.frame.timers.after(Math.max(0, head - this.frame.clock.now().getTime()), () => {
      this.#armed.delete(head)
      this.run()
      this.#arm()
    })
  }
}
