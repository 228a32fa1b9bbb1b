import { EventStream } from "./event-stream"

/** Often enough to look live; ten thousand requests in a second still make ten events. */
const BATCH_MS = 100

/** Tells consoles which lists are no longer what they were, in batches. They read again what they show. */
export class Changes {
  readonly stream = new EventStream()
  #topics = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  /** `requests`, `faults`, `clock`, or the name of a service. */
  touch = (topic: string) => {
    this.#topics.add(topic)
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS).unref()
  }

  close() {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#topics.clear()
  }

  #flush() {
    this.stream.send("changed", { topics: [...this.#topics] })
    this.close()
  }
}
