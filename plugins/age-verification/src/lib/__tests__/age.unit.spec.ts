import fc from "fast-check"
import { ageOn, birthDateProblem, isLocalDate, isTimeZone, storeLocalDate } from "../age"

const iso = (date: Date) => date.toISOString().slice(0, 10)
const days = fc.date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true }).map(iso)
const yearsLater = (day: string, years: number) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
const dayAfter = (day: string) => iso(new Date(Date.parse(day) + 24 * 60 * 60 * 1000))
const dayBefore = (day: string) => iso(new Date(Date.parse(day) - 24 * 60 * 60 * 1000))

describe("ageOn", () => {
  it.each([
    ["2005-11-22", "2026-11-21", 20],
    ["2005-11-22", "2026-11-22", 21],
    ["2005-12-01", "2026-11-30", 20],
    ["2026-11-22", "2026-11-22", 0],
    ["2000-01-01", "1999-12-31", -1],
  ])("who was born on %s is on %s %i years old", (born, on, age) => {
    expect(ageOn(born, on)).toBe(age)
  })

  it.each([
    ["2025-02-28", 20],
    ["2025-03-01", 21],
  ])("lets who was born on 29 February 2004 grow a year older on 1 March of a common year (%s)", (on, age) => {
    expect(ageOn("2004-02-29", on)).toBe(age)
  })

  it("counts a leap day itself as the birthday in a leap year", () => {
    expect(ageOn("2004-02-29", "2028-02-28")).toBe(23)
    expect(ageOn("2004-02-29", "2028-02-29")).toBe(24)
  })

  it("never grows younger from one day to the next, and at most one year older", () => {
    fc.assert(
      fc.property(days, days, (born, on) => {
        const step = ageOn(born, dayAfter(on)) - ageOn(born, on)
        expect([0, 1]).toContain(step)
      })
    )
  })

  it("completes each year on the birthday and not the day before, save for leap days", () => {
    fc.assert(
      fc.property(
        days.filter((day) => !day.endsWith("-02-29")),
        fc.integer({ min: 1, max: 110 }),
        (born, years) => {
          const birthday = yearsLater(born, years)
          expect(ageOn(born, birthday)).toBe(years)
          expect(ageOn(born, dayBefore(birthday))).toBe(years - 1)
        }
      )
    )
  })

  it("makes the earlier born at least as old on every day", () => {
    fc.assert(
      fc.property(days, days, days, (one, other, on) => {
        const [earlier, later] = [one, other].sort()
        expect(ageOn(earlier, on)).toBeGreaterThanOrEqual(ageOn(later, on))
      })
    )
  })
})

describe("isLocalDate", () => {
  it("takes every day of the calendar and only those", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const text = [
            String(year).padStart(4, "0"),
            String(month).padStart(2, "0"),
            String(day).padStart(2, "0"),
          ].join("-")
          const date = new Date(`${text}T00:00:00Z`)
          const exists = !Number.isNaN(date.getTime()) && iso(date) === text
          expect(isLocalDate(text)).toBe(exists)
        }
      )
    )
  })

  it.each(["2023-02-29", "1900-02-29", "2023-2-9", "20230209", "2023-02-09T00:00", " 2023-02-09", "0000-01-01", ""])(
    "refuses %p",
    (text) => {
      expect(isLocalDate(text)).toBe(false)
    }
  )

  it("never throws, whatever it is given", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => typeof isLocalDate(text) === "boolean"))
  })
})

describe("storeLocalDate", () => {
  it("is still yesterday in Seattle when it is tomorrow in Greenwich", () => {
    expect(storeLocalDate(new Date("2026-11-23T07:59:59Z"), "America/Los_Angeles")).toBe("2026-11-22")
    expect(storeLocalDate(new Date("2026-11-23T08:00:00Z"), "America/Los_Angeles")).toBe("2026-11-23")
  })

  it("follows daylight saving time", () => {
    expect(storeLocalDate(new Date("2026-07-04T06:59:59Z"), "America/Los_Angeles")).toBe("2026-07-03")
    expect(storeLocalDate(new Date("2026-07-04T07:00:00Z"), "America/Los_Angeles")).toBe("2026-07-04")
  })

  it("is the same day as UTC in UTC, for every instant", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true }), (at) => {
        expect(storeLocalDate(at, "UTC")).toBe(iso(at))
      })
    )
  })
})

describe("birthDateProblem", () => {
  const today = "2026-11-22"

  it.each([
    ["2023-02-30", "exists"],
    ["2026-11-23", "future"],
    ["1895-11-21", "130 years"],
  ])("says what is wrong with %s and names the field", (birthDate, word) => {
    expect(birthDateProblem(birthDate, today)).toMatch(new RegExp(`^birth_date .*${word}`))
  })

  it("has nothing against today, nor against a very old person", () => {
    expect(birthDateProblem(today, today)).toBeUndefined()
    expect(birthDateProblem("1896-11-22", today)).toBeUndefined()
  })
})

it("knows time zones by their IANA names", () => {
  expect(isTimeZone("America/Los_Angeles")).toBe(true)
  expect(isTimeZone("Mars/Olympus")).toBe(false)
})
