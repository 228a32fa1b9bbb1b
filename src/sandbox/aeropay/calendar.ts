const DAY_MS = 86_400_000
const BATCH_HOUR = 3
const MAX_FORMATS = 500

/** Where Aeropay's bank days are counted. */
export const BANK_ZONE = "America/Chicago"

const formats = new Map<string, Intl.DateTimeFormat>()

/** Throws a RangeError for a zone that does not exist. */
function formatOf(zone: string) {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    })
    // Zones have many spellings, and any may be asked for.
    if (formats.size >= MAX_FORMATS) {
      formats.clear()
    }
    formats.set(zone, format)
  }
  return format
}

export function isZone(zone: string) {
  try {
    formatOf(zone)
    return true
  } catch (error) {
    if (error instanceof RangeError) {
      return false
    }
    throw error
  }
}

/** What clocks in the zone show, as the milliseconds that UTC would have for it. */
export function wallTime(at: number, zone: string) {
  const part = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)])
  )
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second)
}

/** The moment at which clocks in the zone show `wall`. In the hour that spring leaves out, the time an hour later. */
export function fromWallTime(wall: number, zone: string) {
  const guess = wall - (wallTime(wall, zone) - wall)
  return guess - (wallTime(guess, zone) - wall)
}

const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date)
const weekday = (wallDay: number) => new Date(wallDay).getUTCDay()

/** The n-th such weekday (0 = Sunday) of a month; -1 is the last one. */
function nth(year: number, month: number, wanted: number, n: number) {
  if (n > 0) {
    const first = day(year, month, 1)
    return first + ((wanted - weekday(first) + 7) % 7) * DAY_MS + (n - 1) * 7 * DAY_MS
  }
  const last = day(year, month + 1, 0)
  return last - ((weekday(last) - wanted + 7) % 7) * DAY_MS
}

/** One that falls on a Sunday is kept on Monday; one on a Saturday is not moved, the Federal Reserve works on the Friday. */
const fixed = (year: number, month: number, date: number) => {
  const wallDay = day(year, month, date)
  return weekday(wallDay) === 0 ? wallDay + DAY_MS : wallDay
}

const holidays = new Map<number, Set<number>>()

/** Holidays of the Federal Reserve, on which no ACH moves. */
function holidaysOf(year: number) {
  let days = holidays.get(year)
  if (!days) {
    days = new Set([
      fixed(year, 1, 1),
      nth(year, 1, 1, 3),
      nth(year, 2, 1, 3),
      nth(year, 5, 1, -1),
      fixed(year, 6, 19),
      fixed(year, 7, 4),
      nth(year, 9, 1, 1),
      nth(year, 10, 1, 2),
      fixed(year, 11, 11),
      nth(year, 11, 4, 4),
      fixed(year, 12, 25),
    ])
    holidays.set(year, days)
  }
  return days
}

/** `wallDay` is midnight of the day, as `wallTime` gives it. */
export const isBankDay = (wallDay: number) =>
  weekday(wallDay) > 0 && weekday(wallDay) < 6 && !holidaysOf(new Date(wallDay).getUTCFullYear()).has(wallDay)

/** The first batch after a moment: 03:00 in Chicago on the next bank day. */
export function nextBatchAfter(at: number) {
  const wall = wallTime(at, BANK_ZONE)
  for (let wallDay = wall - (wall % DAY_MS); ; wallDay += DAY_MS) {
    const batch = fromWallTime(wallDay + BATCH_HOUR * 3_600_000, BANK_ZONE)
    if (batch > at && isBankDay(wallDay)) {
      return batch
    }
  }
}

/** `2026-01-23T18:53:03+00:00`, or with the offset of a zone. */
export function isoOf(at: number, zone = "UTC") {
  const whole = at - (at % 1000)
  const wall = zone === "UTC" ? whole : wallTime(whole, zone)
  const minutes = (wall - whole) / 60_000
  const two = (n: number) => String(n).padStart(2, "0")
  const offset = `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
  return `${new Date(wall).toISOString().slice(0, 19)}${offset}`
}

/** `2026-01-23 18:53:13`, UTC: dates of webhooks and reputations. */
export const plainOf = (at: number) => new Date(at).toISOString().slice(0, 19).replace("T", " ")

const WRITTEN = /^(\d{1,2})-(\d{1,2})-(\d{4})(?: (\d{2}):(\d{2}):(\d{2}))?$/

/** `MM-DD-YYYY HH:mm:ss` or `MM-DD-YYYY` on a zone's clock; undefined when there is no such date. */
export function writtenDate(text: string, zone: string, { withTime }: { withTime: boolean }) {
  const match = WRITTEN.exec(text)
  if (!match || Boolean(match[4]) !== withTime) {
    return undefined
  }
  const [month, date, year, hour = 0, minute = 0, second = 0] = match.slice(1).map((digits) => Number(digits ?? 0))
  const wall = Date.UTC(year, month - 1, date, hour, minute, second)
  const back = new Date(wall)
  const isReal =
    back.getUTCMonth() === month - 1 && back.getUTCDate() === date && hour < 24 && minute < 60 && second < 60
  return isReal ? fromWallTime(wall, zone) : undefined
}

/** The end of a day that `writtenDate` gave: the first moment of the next. */
export const dayAfter = (at: number, zone: string) => fromWallTime(wallTime(at, zone) + DAY_MS, zone)
