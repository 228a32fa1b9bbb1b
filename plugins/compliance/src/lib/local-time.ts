/** A day of the store's calendar, `YYYY-MM-DD`: no time, no zone, so that it can be compared as text. */
export type LocalDay = string

/** What the clock on the store's wall shows: the day, and the minutes since its midnight. */
export type WallClock = { day: LocalDay; minute: number }

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs more than all else here, and a check asks for the same zone many times. */
function formatOf(timeZone: string) {
  const known = formats.get(timeZone)
  if (known) {
    return known
  }
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  })
  formats.set(timeZone, format)
  return format
}

/** The store's wall clock at an instant, e.g. `wallClock(now, "America/Los_Angeles")`. Throws for an unknown zone. */
export function wallClock(at: Date, timeZone: string): WallClock {
  const parts = formatOf(timeZone).formatToParts(at)
  const part = (type: string) => parts.find((candidate) => candidate.type === type)!.value
  return {
    day: `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`,
    minute: Number(part("hour")) * 60 + Number(part("minute")),
  }
}

export const localDay = (at: Date, timeZone: string): LocalDay => wallClock(at, timeZone).day

/** The next, or an earlier or later day of the calendar; days of 23 and 25 hours are days all the same. */
export function addDays(day: LocalDay, days: number): LocalDay {
  const [year, month, date] = day.split("-").map(Number)
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10)
}
