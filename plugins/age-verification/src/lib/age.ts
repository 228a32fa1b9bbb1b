/** A day as people write it on a form, `YYYY-MM-DD`: no time, no zone, so that it can be compared as text. */
export type LocalDate = string

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/

/** Nobody has lived longer; an older date is a slip of the finger. */
const OLDEST_AGE = 130

/** Whether the text is a day that exists, e.g. not `2023-02-29`. */
export function isLocalDate(text: string): boolean {
  const match = PATTERN.exec(text)
  if (!match) {
    return false
  }
  const [year, month, day] = match.slice(1).map(Number)
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** The calendar day of an instant where the shop stands, e.g. `storeLocalDate(now, "America/Los_Angeles")`. */
export function storeLocalDate(at: Date, timeZone: string): LocalDate {
  const parts = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(at)
  const part = (type: string) => parts.find((candidate) => candidate.type === type)!.value
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`
}

/**
 * Whole years lived on a store-local day. A year is complete on the birthday itself. Who was born on 29 February
 * completes it on 1 March of a year without that day: the stricter reading, and what licence readers use.
 * Negative before birth.
 */
export function ageOn(birthDate: LocalDate, storeLocalDate: LocalDate): number {
  const [birthYear, birthMonth, birthDay] = numbers(birthDate)
  const [year, month, day] = numbers(storeLocalDate)
  const hadBirthday = month > birthMonth || (month === birthMonth && day >= birthDay)
  return year - birthYear - (hadBirthday ? 0 : 1)
}

/** Why a text cannot be somebody's birth date, as a sentence that names the field, or nothing. */
export function birthDateProblem(birthDate: string, today: LocalDate): string | undefined {
  if (!isLocalDate(birthDate)) {
    return "birth_date must be a date that exists, written as YYYY-MM-DD"
  }
  if (birthDate > today) {
    return "birth_date must not be in the future"
  }
  if (ageOn(birthDate, today) > OLDEST_AGE) {
    return `birth_date must not be more than ${OLDEST_AGE} years ago`
  }
  return undefined
}

/** Whether the runtime knows the IANA zone, e.g. `America/Los_Angeles`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name })
    return true
  } catch {
    // Intl has no other way to ask than to try.
    return false
  }
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  }
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function numbers(date: LocalDate): [number, number, number] {
  const match = PATTERN.exec(date)
  if (!match) {
    throw new RangeError("A local date must be written as YYYY-MM-DD")
  }
  return [Number(match[1]), Number(match[2]), Number(match[3])]
}
