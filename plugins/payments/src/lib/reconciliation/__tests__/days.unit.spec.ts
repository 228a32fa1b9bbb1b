import { addDays, dayOf, hourOf, isDay, rangeOf, startOfDay } from "../days"

const LA = "America/Los_Angeles"

describe("days of the shop", () => {
  it.each([
    ["2026-01-15", LA, "2026-01-15T08:00:00.000Z"],
    ["2026-03-08", LA, "2026-03-08T08:00:00.000Z"],
    ["2026-03-09", LA, "2026-03-09T07:00:00.000Z"],
    ["2026-11-01", LA, "2026-11-01T07:00:00.000Z"],
    ["2026-11-02", LA, "2026-11-02T08:00:00.000Z"],
    ["2026-03-08", "UTC", "2026-03-08T00:00:00.000Z"],
    ["2026-03-08", "Pacific/Kiritimati", "2026-03-07T10:00:00.000Z"],
  ])("%s in %s begins at %s", (day, zone, at) => {
    expect(startOfDay(day, zone).toISOString()).toBe(at)
    expect(dayOf(startOfDay(day, zone), zone)).toBe(day)
    expect(dayOf(new Date(startOfDay(day, zone).getTime() - 1), zone)).toBe(addDays(day, -1))
  })

  it("covers the day and those before it", () => {
    const { from, to } = rangeOf("2026-03-08", 10, LA)
    expect([from, to].map((at) => at.toISOString())).toEqual(["2026-02-26T08:00:00.000Z", "2026-03-09T07:00:00.000Z"])
  })

  it("knows the hour there, and refuses what is no day", () => {
    expect(hourOf(new Date("2026-03-08T08:30:00Z"), LA)).toBe(0)
    expect(() => startOfDay("yesterday", LA)).toThrow("2026-03-08")
    expect(() => startOfDay("2026-13-40", LA)).toThrow("2026-03-08")
    expect(() => startOfDay("2026-02-30", LA)).toThrow("2026-03-08")
    expect(["2026-02-28", "2028-02-29", "2000-01-01"].map(isDay)).toEqual([true, true, true])
    expect(["2026-02-30", "2026-02-29", "1999-12-31", "0001-01-01", "2026-3-8"].map(isDay)).not.toContain(true)
  })
})
