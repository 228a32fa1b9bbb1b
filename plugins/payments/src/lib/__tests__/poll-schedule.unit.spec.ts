import { nextPollAt } from "../poll-schedule"

const HOUR = 3_600_000

describe("nextPollAt", () => {
  it.each([
    [1, 5],
    [25, 60],
    [15 * 24, 24 * 60],
  ])("asks about an order of %d hours again after %d minutes", (hours, minutes) => {
    const now = new Date("2026-03-08T12:00:00Z")
    const since = new Date(now.getTime() - hours * HOUR)
    expect(nextPollAt(now, since).getTime() - now.getTime()).toBe(minutes * 60_000)
  })
})
