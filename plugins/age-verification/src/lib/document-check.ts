import type { Licence } from "./aamva"
import { ageOn, storeLocalDate, type LocalDate } from "./age"
import { matchName, type NameMatch, type PersonName } from "./name-match"

/** `review`: everything is in order but the name, which a person may settle. */
export type DocumentOutcome = "accepted" | "review" | "refused"

export type DocumentReason = { code: keyof typeof MESSAGES; message: string }

/** What may be kept of a document that was shown: no number, no address, no image. */
export type DocumentCheck = {
  outcome: DocumentOutcome
  /** Empty when accepted. */
  reasons: DocumentReason[]
  age: number
  birth_date: LocalDate
  /** An approval by this document ends with it. */
  expires_on: LocalDate | null
  name: NameMatch
  issuer: { country: string | null; region: string | null }
}

export type DocumentRule = { now: Date; timeZone: string; minimumAge: 18 | 21 }

const MESSAGES = {
  underage: "The holder is not old enough.",
  marked_underage: "The document marks its holder as not old enough.",
  birth_date_implausible: "The birth date on the document cannot be right.",
  expired: "The document has expired.",
  expiry_unknown: "The document does not say when it expires.",
  not_yet_issued: "The document's day of issue is in the future.",
  dates_contradict: "The document's dates contradict each other.",
  issuer_unknown: "The document names an issuer that does not exist.",
  issuer_contradicts: "The document's issuer and its address are of different states.",
  name_close: "The name is not quite the customer's: please compare.",
  name_differs: "The name is not the customer's.",
}

/** The only reasons that a person may overrule. */
const REVIEWABLE: DocumentReason["code"][] = ["name_close"]

/** Nobody has lived longer. */
const OLDEST_AGE = 130

/**
 * Judges a licence on the shop's own calendar day: whether it is in force, its holder old enough and the customer. It is
 * still good on the day it expires, and the age is reached on the birthday (1 March for who was born on 29 February).
 */
export function checkDocument(licence: Licence, customer: PersonName, rule: DocumentRule): DocumentCheck {
  const today = storeLocalDate(rule.now, rule.timeZone)
  const name = matchName(licence.name, customer)
  const codes = [
    ...ageProblems(licence, today, rule.minimumAge),
    ...dateProblems(licence, today),
    ...issuerProblems(licence),
    ...(name === "same" ? [] : [name === "close" ? ("name_close" as const) : ("name_differs" as const)]),
  ]
  return {
    outcome: !codes.length ? "accepted" : codes.every((code) => REVIEWABLE.includes(code)) ? "review" : "refused",
    reasons: codes.map((code) => ({ code, message: MESSAGES[code] })),
    age: ageOn(licence.birth_date, today),
    birth_date: licence.birth_date,
    expires_on: licence.expires_on,
    name,
    issuer: { country: licence.issuer.country, region: licence.issuer.regions[0] ?? null },
  }
}

type Codes = DocumentReason["code"][]

function ageProblems({ birth_date, under }: Licence, today: LocalDate, minimumAge: 18 | 21): Codes {
  const codes: Codes = []
  const age = ageOn(birth_date, today)
  const markedUntil = under[minimumAge]
  if (age < 0 || age > OLDEST_AGE) {
    codes.push("birth_date_implausible")
  }
  if (age < minimumAge) {
    codes.push("underage")
  }
  if (markedUntil && markedUntil > today) {
    codes.push("marked_underage")
  }
  return codes
}

function dateProblems({ birth_date, issued_on, expires_on }: Licence, today: LocalDate): Codes {
  const codes: Codes = []
  if (!expires_on) {
    codes.push("expiry_unknown")
  } else if (expires_on < today) {
    codes.push("expired")
  }
  if (issued_on && issued_on > today) {
    codes.push("not_yet_issued")
  }
  if (issued_on && (issued_on < birth_date || (expires_on && issued_on > expires_on))) {
    codes.push("dates_contradict")
  }
  return codes
}

function issuerProblems({ issuer, country, region }: Licence): Codes {
  if (!issuer.country) {
    return ["issuer_unknown"]
  }
  // Some cards write US for USA.
  const isOther = (country && !issuer.country.startsWith(country)) || (region && !issuer.regions.includes(region))
  return isOther ? ["issuer_contradicts"] : []
}
