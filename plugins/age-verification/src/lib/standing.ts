import type { AgeVerificationState } from "../types"
import { ageOn, storeLocalDate } from "./age"

/** What is known about a customer's age right now. Only `confirmed` lets a sale through. */
export type AgeStanding = "confirmed" | "required" | "pending" | "rejected" | "underage" | "expired"

/** What the rule reads of a verification. */
export type StandingRow = {
  status: "pending" | "approved" | "rejected" | "expired" | "withdrawn"
  birth_date: string | null
  decided_by: string | null
  expires_at: Date | string | null
}

export type StandingRows<T extends StandingRow = StandingRow> = {
  /** The newest approval, also one whose time is over. */
  approved?: T
  /** The newest row of any status. */
  newest?: T
}

export type StandingRule = { now: Date; timeZone: string; minimumAge: number }

/** `decided_by` of a rejection that the rule made by itself, without staff. */
export const DECIDED_BY_RULE = "system"

/**
 * The standing that follows from a customer's verifications at one moment. Age is counted again each time, on the
 * store-local day, so a raised minimum age or a wrongly approved row never sells.
 */
export function standingOf({ approved, newest }: StandingRows, rule: StandingRule): AgeStanding {
  if (approved && isInForce(approved, rule.now)) {
    return isOldEnough(approved, rule) ? "confirmed" : "underage"
  }
  switch (newest?.status) {
    case "pending":
      return "pending"
    case "approved":
    case "expired":
      return "expired"
    case "rejected":
      if (!isOldEnough(newest, rule)) {
        return "underage"
      }
      // Turned away by the calendar alone and of age since: a new request, not a dispute with staff.
      return newest.decided_by === DECIDED_BY_RULE ? "required" : "rejected"
    default:
      return "required"
  }
}

/** The verification that a shopper should be shown: the approval that counts, else the newest. */
export function countingRow<T extends StandingRow>({ approved, newest }: StandingRows<T>, now: Date): T | undefined {
  return approved && isInForce(approved, now) ? approved : newest
}

/** Approved, and its time is not over. */
export function isInForce(row: StandingRow, now: Date): boolean {
  return row.status === "approved" && row.expires_at !== null && new Date(row.expires_at) > now
}

/** The status people are told: an approval whose time is over reads `expired` before a job has written it down. */
export function statusAt<T extends StandingRow>(row: T, now: Date): T["status"] {
  return row.status === "approved" && !isInForce(row, now) ? "expired" : row.status
}

/** The calendar refused this very birth date before: asking again says nothing new. */
export function isSameRefusal(newest: StandingRow | undefined, birthDate: string): boolean {
  return newest?.status === "rejected" && newest.decided_by === DECIDED_BY_RULE && newest.birth_date === birthDate
}

/** What an undo puts back. */
export function stateOf({
  status,
  decided_by,
  decided_at,
  reason,
  expires_at,
}: AgeVerificationState): AgeVerificationState {
  return { status, decided_by, decided_at, reason, expires_at }
}

/** Old enough on the store-local day of `now`; an unknown birth date never is. */
export function isOldEnough(
  row: Pick<StandingRow, "birth_date">,
  { now, timeZone, minimumAge }: StandingRule
): boolean {
  return row.birth_date !== null && ageOn(row.birth_date, storeLocalDate(now, timeZone)) >= minimumAge
}
