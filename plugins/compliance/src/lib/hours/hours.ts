import type { Rule } from "@rise-via/jurisdictions"
import { ofKind, rulesOn } from "../limits/select"
import { addDays, wallClock, type LocalDay } from "../local-time"

/** On the wall clock, `HH:MM`. A closing time at or before the opening is of the next day; `24:00` is midnight. */
export type OpenTime = { open: string; close: string }

/** By day of the week, Sunday first; `days` are exceptions, e.g. holidays. An empty list is closed all day. */
export type Schedule = { week: OpenTime[][]; days?: Record<LocalDay, OpenTime[]> }

export type HoursQuestion = {
  rules: Rule[]
  /** What city or county allows, where it allows less than the state. */
  local?: Schedule
  store: Schedule
  timeZone: string
}

export type HoursCode =
  "compliance.hours_unconfirmed" | "compliance.hours_state" | "compliance.hours_local" | "compliance.hours_store"

export type HoursVerdict = { open: boolean; code: HoursCode | null; rule_id: string | null }

const DAY = 24 * 60
const MINUTE = 60_000

const minutes = (clock: string) => {
  const [hour, minute] = clock.split(":").map(Number)
  return hour * 60 + minute
}

const weekday = (day: LocalDay) => new Date(`${day}T00:00:00Z`).getUTCDay()
const timesOn = ({ week, days }: Schedule, day: LocalDay) => days?.[day] ?? week[weekday(day)] ?? []

/** Whether the clock is within an opening of this day or within one that began the day before. */
function isWithin(schedule: Schedule, day: LocalDay, minute: number): boolean {
  const covers = (times: OpenTime[], at: number) =>
    times.some(({ open, close }) => {
      const [from, to] = [minutes(open), minutes(close)]
      return from <= at && at < (to > from ? to : to + DAY)
    })
  return covers(timesOn(schedule, day), minute) || covers(timesOn(schedule, addDays(day, -1)), minute + DAY)
}

const daily = (time: OpenTime): Schedule => ({ week: Array.from({ length: 7 }, () => [time]) })

/**
 * Whether goods may change hands at an instant: in the hours of the state, of the place and of the store, all on the
 * store's wall clock, at whose hour a clock that was set forward or back is read as it stands. Where the state's hours
 * are not known or not confirmed, nothing is handed over.
 */
export function hoursAt({ rules, local, store, timeZone }: HoursQuestion, at: Date): HoursVerdict {
  const { day, minute } = wallClock(at, timeZone)
  const [rule] = ofKind(rulesOn(rules, day), "hours")
  const { open, close } = rule?.value ?? {}
  const closed = (code: HoursCode): HoursVerdict => ({ open: false, code, rule_id: rule?.id ?? null })
  if (!rule?.enabled || !open || !close) {
    return closed("compliance.hours_unconfirmed")
  }
  if (!isWithin(daily({ open, close }), day, minute)) {
    return closed("compliance.hours_state")
  }
  if (local && !isWithin(local, day, minute)) {
    return closed("compliance.hours_local")
  }
  return isWithin(store, day, minute) ? { open: true, code: null, rule_id: rule.id } : closed("compliance.hours_store")
}

/** Whether a slot may be offered: open in every minute of it, the last not included. */
export function hoursThroughout(question: HoursQuestion, from: Date, to: Date): HoursVerdict {
  let verdict = hoursAt(question, from)
  for (let at = from.getTime() + MINUTE; verdict.open && at < to.getTime(); at += MINUTE) {
    verdict = hoursAt(question, new Date(at))
  }
  return verdict
}
