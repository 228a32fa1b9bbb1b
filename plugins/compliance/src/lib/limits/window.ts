import type { LimitWindow } from "@rise-via/jurisdictions"
import { localDay } from "../local-time"
import type { LimitQuestion, Purchase } from "./types"

const HOUR = 3_600_000

type Frame = Pick<LimitQuestion, "now" | "timeZone" | "sameDay">

/**
 * Whether a purchase counts beside the cart. Days and months are those of the store's calendar; N days that roll are
 * N times 24 hours, and what was bought exactly that long ago counts no more. What a person may hold at all has no
 * window: nobody knows what is left of it, so the day counts.
 */
export function countsNow(window: LimitWindow, { at }: Purchase, { now, timeZone, sameDay = true }: Frame): boolean {
  const sameLocal = (length: number) =>
    localDay(at, timeZone).slice(0, length) === localDay(now, timeZone).slice(0, length)
  switch (window.type) {
    case "transaction":
      return (window.same_day === "always" || sameDay) && sameLocal("YYYY-MM-DD".length)
    case "calendar_day":
    case "possession":
      return sameLocal("YYYY-MM-DD".length)
    case "calendar_month":
      return sameLocal("YYYY-MM".length)
    case "rolling":
      return at.getTime() > now.getTime() - window.hours * HOUR
  }
}
