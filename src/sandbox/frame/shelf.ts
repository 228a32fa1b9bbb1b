/** The latest `capacity` entries by key. Adding and looking up take constant time; the oldest entry makes room. */
export class Shelf<T> {
  #entries = new Map<string | number, T>()

  constructor(readonly capacity: number) {}

  put(key: string | number, entry: T) {
    this.#entries.set(key, entry)
    if (this.#entries.size > this.capacity) {
      this.#entries.delete(this.#entries.keys().next().value!)
    }
  }

  get = (key: string | number) => this.#entries.get(key)

  newestFirst = (): T[] => [...this.#entries.values()].reverse()

  clear() {
    this.#entries.clear()
  }
}

/** One page of `entries`, as every list of the sandbox answers it. */
export function page<T>(entries: T[], { limit, offset }: { limit: number; offset: number }) {
  return { rows: entries.slice(offset, offset + limit), count: entries.length, limit, offset }
}
