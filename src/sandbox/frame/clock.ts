/** The sandbox's time: that of this machine, plus an offset that people and tests move. It runs on after a move. */
export class Clock {
  #offsetMs = 0
  #listeners = new Set<() => void>()

  now = () => new Date(Date.now() + this.#offsetMs)

  /** Milliseconds ahead of this machine's time; negative when behind. */
  get offsetMs() {
    return this.#offsetMs
  }

  set(at: Date) {
    this.#move(at.getTime() - Date.now())
  }

  /** Milliseconds, may be negative. */
  advance(ms: number) {
    this.#move(this.#offsetMs + ms)
  }

  reset() {
    this.#move(0)
  }

  /** Calls `listener` after each move; the returned function ends that. */
  onMove(listener: () => void) {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #move(offsetMs: number) {
    if (offsetMs !== this.#offsetMs) {
      this.#offsetMs = offsetMs
      this.#listeners.forEach((listener) => listener())
    }
  }
}
