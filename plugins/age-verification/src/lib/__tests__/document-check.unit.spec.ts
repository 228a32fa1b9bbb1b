import { readLicence, type Licence } from "../aamva"
import { cardText, RIVER, type CardFacts } from "../aamva/__tests__/card"
import { checkDocument } from "../document-check"

const ZONES = [
  "America/New_York",
  "America/Detroit",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "America/Adak",
  "Pacific/Honolulu",
  "America/Puerto_Rico",
  "Pacific/Guam",
  "Pacific/Pago_Pago",
]
const HOUR = 60 * 60 * 1000
const CUSTOMER = { first_name: "River", last_name: "Tester" }
const RULE = { now: new Date("2026-11-22T20:00:00Z"), timeZone: "America/Los_Angeles", minimumAge: 21 as const }

function licence(facts: Partial<CardFacts> = {}): Licence {
  const reading = readLicence(cardText({ ...RIVER, ...facts }))
  if (!reading.ok) {
    throw new Error(reading.reason)
  }
  return reading.licence
}

const check = (facts: Partial<CardFacts> = {}, rule: Partial<Parameters<typeof checkDocument>[2]> = {}) =>
  checkDocument(licence(facts), CUSTOMER, { ...RULE, ...rule })
const codes = (...given: Parameters<typeof check>) => check(...given).reasons.map(({ code }) => code)

describe("checkDocument", () => {
  it("accepts a licence in force of a customer of age, and keeps no number", () => {
    const result = check()
    expect(result).toEqual({
      outcome: "accepted",
      reasons: [],
      age: 27,
      birth_date: "1999-07-04",
      expires_on: "2029-07-04",
      name: "same",
      issuer: { country: "USA", region: "WA" },
    })
    expect(JSON.stringify(result)).not.toContain("WDL0RISEVIA7")
  })

  it.each<[string, Partial<CardFacts>, string[]]>([
    ["a minor", { born: "2005-11-23" }, ["underage"]],
    ["a mark as a minor", { under21Until: "2026-11-23" }, ["marked_underage"]],
    [
      "a birth date to come",
      { born: "2026-11-24", issued: "2026-11-22" },
      ["birth_date_implausible", "underage", "dates_contradict"],
    ],
    ["a document that expired yesterday", { expires: "2026-11-21" }, ["expired"]],
    ["a document without an expiry", { more: { DBA: "NONE" } }, ["expiry_unknown"]],
    ["a document of tomorrow", { issued: "2026-11-23" }, ["not_yet_issued"]],
    ["a document older than its holder", { issued: "1998-01-01" }, ["dates_contradict"]],
    ["an issuer that does not exist", { issuer: "636099" }, ["issuer_unknown"]],
    ["an address in another state", { region: "OR" }, ["issuer_contradicts"]],
    ["another country", { more: { DCG: "CAN" } }, ["issuer_contradicts"]],
    ["another person", { first: "ALEX" }, ["name_differs"]],
  ])("says what is wrong with %s", (_what, facts, expected) => {
    expect(codes(facts)).toEqual(expected)
    expect(check(facts).outcome).toBe(expected.length ? "refused" : "accepted")
  })

  it("leaves a name that is not quite the customer's to people, but only that", () => {
    expect(check({ first: "QUINN", middle: "RIVER" })).toMatchObject({
      outcome: "review",
      reasons: [{ code: "name_close" }],
    })
    expect(check({ first: "QUINN", middle: "RIVER", expires: "2026-11-21" }).outcome).toBe("refused")
  })

  it("takes a card on the day it expires, and on the day its mark as a minor ends", () => {
    expect(codes({ expires: "2026-11-22", under21Until: "2026-11-22" })).toEqual([])
  })

  it("lets the expiry follow the shop's day, not Greenwich's", () => {
    const lastMinute = new Date("2026-11-23T07:59:59Z")
    expect(codes({ expires: "2026-11-22" }, { now: lastMinute })).toEqual([])
    expect(codes({ expires: "2026-11-22" }, { now: new Date("2026-11-23T08:00:00Z") })).toEqual(["expired"])
    expect(codes({ expires: "2026-11-22" }, { now: lastMinute, timeZone: "America/New_York" })).toEqual(["expired"])
  })

  it("asks patients for 18 years, and minds the mark of that age alone", () => {
    const facts = { born: "2007-01-01", under21Until: "2028-01-01", expires: "2028-01-01" }
    expect(codes(facts, { minimumAge: 18 })).toEqual([])
    expect(codes(facts)).toEqual(["underage", "marked_underage"])
  })

  it("knows Canadian provinces, also by codes that were in use before", () => {
    const canadian = { country: "CAN" as const, issuer: "604428" }
    expect(codes({ ...canadian, region: "QC" })).toEqual([])
    expect(codes({ ...canadian, region: "PQ" })).toEqual([])
    expect(codes({ ...canadian, region: "ON" })).toEqual(["issuer_contradicts"])
  })
})

describe.each(ZONES)("around the 21st birthday in %s", (timeZone) => {
  const localDay = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })

  // Ordinary days, leap days, the ends of a year, and the days on which clocks change in 2026.
  it.each([
    ["2005-06-15", "2026-06-15"],
    ["2005-01-01", "2026-01-01"],
    ["2004-12-31", "2025-12-31"],
    ["2005-03-08", "2026-03-08"],
    ["2005-11-01", "2026-11-01"],
    ["2004-02-29", "2025-03-01"],
    ["2004-02-28", "2025-02-28"],
    ["2003-02-28", "2024-02-28"],
    ["2003-03-01", "2024-03-01"],
  ])("who was born on %s is of age from %s on, and not an hour earlier", (born, birthday) => {
    const card = licence({ born, issued: "2020-01-01" })
    for (let hour = -26; hour <= 26; hour++) {
      const now = new Date(Date.parse(`${birthday}T00:00:00Z`) + hour * HOUR)
      const { outcome, age } = checkDocument(card, CUSTOMER, { ...RULE, now, timeZone })
      const isOfAge = localDay.format(now) >= birthday
      expect({ at: now.toISOString(), outcome, age }).toEqual({
        at: now.toISOString(),
        outcome: isOfAge ? "accepted" : "refused",
        age: isOfAge ? 21 : 20,
      })
    }
  })
})
