import { isLocalDate, type LocalDate } from "../age"

/**
 * A date of a card. The United States write MMDDCCYY, Canada and the first version of the standard CCYYMMDD. The digits
 * themselves tell which: no month is numbered 13 or more and no card names a year before 1900, so nothing depends on a
 * country or version that may be missing or wrong. Undefined when it is no day that exists.
 */
export function readCardDate(text: string | undefined): LocalDate | undefined {
  const digits = /^\d{8}$/.exec(text?.trim() ?? "")?.[0]
  if (!digits) {
    return undefined
  }
  const year = Number(digits.slice(0, 2)) > 12 ? digits.slice(0, 4) : digits.slice(4)
  const [month, day] = Number(digits.slice(0, 2)) > 12 ? pairs(digits.slice(4)) : pairs(digits.slice(0, 4))
  const date = `${year}-${month}-${day}`
  return year >= "1900" && isLocalDate(date) ? date : undefined
}

const pairs = (digits: string) => [digits.slice(0, 2), digits.slice(2)]
