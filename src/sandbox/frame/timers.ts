/** Delays that end with the sandbox: `clear` drops what is still waiting, so that closing or resetting leaves nothing behind. */
export class Timers {
  #waiting = new Map<NodeJS.Timeout, () => void>()

  /** Runs `act` later; at once, but never synchronously, for 0. `dropped` runs instead when the delay is cleared. */
  after(ms: number, act: () => void, dropped: () => void = () => undefined) {
    const timer = setTimeout(() => {
      this.#waiting.delete(timer)
      act()
    }, ms)
    this.#waiting.set(timer, dropped)
  }

  clear() {
    for (const [timer, dropped] of this.#waiting) {
      clearTimeout(timer)
      dropped()
    }
    this.#waiting.clear()
  }
}
