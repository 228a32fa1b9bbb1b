import { MedusaError } from "@medusajs/framework/utils"
import type { ReconciliationRange } from "../../types"

const DAY_MS = 24 * 60 * 60_000
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The calendar day of the shop, as `2026-03-08`. */
export const dayOf = (at: Date, timeZone: string): string => partsOf(at, timeZone).slice(0, 10)

/** The hour of the shop's day, 0 to 23. */
export const hourOf = (at: Date, timeZone: string): number => Number(partsOf(at, timeZone).slice(11, 13))

/** Counts calendar days; whether one of them has 23 hours does not matter. */
export const addDays = (day: string, days: number): string =>
  new Date(midnightUtc(day) + days * DAY_MS).toISOString().slice(0, 10)

/** When a day of the shop begins. Its clocks may have been put forward or back since the day before. */
export function startOfDay(day: string, timeZone: string): Date {
  const utc = midnightUtc(day)
  // The zone's offset at about that time, and again at what comes out, which may lie on the other side of a change.
  const guess = utc - offsetOf(utc, timeZone)
  return new Date(utc - offsetOf(guess, timeZone))
}

/** A day and the days before it that are compared again. */
export const rangeOf = (day: string, overlapDays: number, timeZone: string): ReconciliationRange => ({
  from: startOfDay(addDays(day, -overlapDays), timeZone),
  to: startOfDay(addDays(day, 1), timeZone),
})

/** A day that a shop may ask about. */
export const isDay = (day: string): boolean => day >= "2000" && !Number.isNaN(parsed(day))

function midnightUtc(day: string): number {
  const at = parsed(day)
  if (Number.isNaN(at)) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `${day} is no day: write it as 2026-03-08`)
  }
  return at
}

/** Midnight in UTC, else NaN: JavaScript would take `2026-02-30` for the second of March. */
function parsed(day: string): number {
  const at = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(day) ? NaN : at
}

/** Milliseconds by which the zone is ahead of UTC. */
function offsetOf(at: number, timeZone: string): number {
  return Date.parse(`${partsOf(new Date(at), timeZone)}Z`) - Math.floor(at / 1000) * 1000
}

/** `2026-03-08T14:05:09` as clocks in the zone show it. */
function partsOf(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}`
}
