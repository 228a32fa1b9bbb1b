import { dayAfter, isZone, writtenDate } from "./calendar"
import { malformed } from "./errors"

/** Milliseconds: from inclusive, to exclusive. */
export type Range = { from: number; to: number }

export const inRange = (at: number, { from, to }: Range) => at >= from && at < to

function assertZone(zone: string) {
  if (!isZone(zone)) {
    throw malformed("timezone: unknown time zone", { assumed: true })
  }
}

/** Of `MM-DD-YYYY HH:mm:ss` on a zone's clock; both ends may be open. The last second belongs to it. */
export function rangeOf(
  start: string | undefined,
  end: string | undefined,
  zone: string,
  [startField, endField]: [string, string]
): Range {
  assertZone(zone)
  const moment = (text: string | undefined, field: string) => {
    const at = text === undefined ? undefined : writtenDate(text, zone, { withTime: true })
    if (text !== undefined && at === undefined) {
      throw malformed(`${field}: must be MM-DD-YYYY HH:mm:ss`)
    }
    return at
  }
  return { from: moment(start, startField) ?? -Infinity, to: (moment(end, endField) ?? Infinity) + 1000 }
}

/** Of `MM-DD-YYYY`: whole days, the last one included. */
export function daysOf(begin: string | undefined, end: string | undefined, zone: string): Range {
  assertZone(zone)
  const day = (text: string | undefined, field: string) => {
    const at = text === undefined ? undefined : writtenDate(text, zone, { withTime: false })
    if (text !== undefined && at === undefined) {
      throw malformed(`${field}: must be MM-DD-YYYY`, { assumed: true })
    }
    return at
  }
  const last = day(end, "dateEnd")
  return { from: day(begin, "dateBegin") ?? -Infinity, to: last === undefined ? Infinity : dayAfter(last, zone) }
}

/** `entries` come newest first; `id` sorts by that, because ids themselves have no order. */
export function sorted<T>(
  entries: T[],
  keys: Record<string, (entry: T) => number | string>,
  sortBy: string,
  orderBy: "asc" | "desc"
): T[] {
  const key = keys[sortBy]
  if (!key) {
    return orderBy === "desc" ? entries : [...entries].reverse()
  }
  const sign = orderBy === "desc" ? -1 : 1
  return [...entries].sort((a, b) => {
    const [left, right] = [key(a), key(b)]
    return sign * (left < right ? -1 : left > right ? 1 : 0)
  })
}

export function pageOf<T>(entries: T[], page: number, size: number) {
  return {
    rows: entries.slice((page - 1) * size, page * size),
    paging: {
      totalPages: Math.ceil(entries.length / size),
      totalItems: entries.length,
      currentPage: page,
      itemsPerPage: size,
    },
  }
}
