/**
 * The latest entries by key: at most `capacity` of them, and where they are weighed at most `budget` of that. Adding and
 * looking up take constant time; the oldest entries make room.
 */
export class Shelf<T> {
  #slots = new Map<number, { key: string | number; entry: T; weight: number }>()
  #places = new Map<string | number, number>()
  #first = 0
  #next = 0
  #weight = 0

  constructor(
    readonly capacity: number,
    private readonly limit: { weigh: (entry: T) => number; budget: number } = { weigh: () => 0, budget: 0 }
  ) {}

  get size() {
    return this.#slots.size
  }

  /** A key that is taken gets the new entry in the old one's place. */
  put(key: string | number, entry: T) {
    const place = this.#places.get(key) ?? this.#next++
    const weight = this.limit.weigh(entry)
    this.#weight += weight - (this.#slots.get(place)?.weight ?? 0)
    this.#slots.set(place, { key, entry, weight })
    this.#places.set(key, place)
    while (this.size > this.capacity || (this.#weight > this.limit.budget && this.size > 1)) {
      this.#dropOldest()
    }
  }

  get(key: string | number): T | undefined {
    const place = this.#places.get(key)
    return place === undefined ? undefined : this.#slots.get(place)?.entry
  }

  newestFirst(): T[] {
    return [...this.newest()]
  }

  /** As `newestFirst`, without a copy of all. */
  *newest(): Generator<T> {
    for (let place = this.#next - 1; place >= this.#first; place--) {
      yield this.#slots.get(place)!.entry
    }
  }

  /** One page, newest first, and how many match. Only the page is copied. */
  page({ limit, offset }: Paged, matches?: (entry: T) => boolean) {
    const rows: T[] = []
    let count = 0
    for (const entry of this.newest()) {
      if (!matches && rows.length === limit) {
        break
      }
      if (!matches || matches(entry)) {
        if (count >= offset && rows.length < limit) {
          rows.push(entry)
        }
        count++
      }
    }
    return { rows, count: matches ? count : this.size, limit, offset }
  }

  clear() {
    this.#slots.clear()
    this.#places.clear()
    this.#first = this.#next = this.#weight = 0
  }

  #dropOldest() {
    const { key, weight } = this.#slots.get(this.#first)!
    this.#weight -= weight
    this.#places.delete(key)
    this.#slots.delete(this.#first++)
  }
}

type Paged = { limit: number; offset: number }

/** One page of `entries`, as every list of the sandbox answers it. */
export function page<T>(entries: T[], { limit, offset }: Paged) {
  return { rows: entries.slice(offset, offset + limit), count: entries.length, limit, offset }
}
