import { countingRow, standingOf, statusAt, type StandingRow } from "../standing"

const now = new Date("2026-11-22T20:00:00Z")
const rule = { now, timeZone: "America/Los_Angeles", minimumAge: 21 }
const soon = new Date(now.getTime() + 1000)
const past = new Date(now.getTime() - 1000)

const row = (given: Partial<StandingRow>): StandingRow => ({
  status: "pending",
  birth_date: "1990-01-01",
  decided_by: null,
  expires_at: null,
  ...given,
})

describe("standingOf", () => {
  it("asks for a confirmation when there is none, or it was withdrawn", () => {
    expect(standingOf({}, rule)).toBe("required")
    expect(standingOf({ newest: row({ status: "withdrawn", birth_date: null }) }, rule)).toBe("required")
  })

  it("confirms an approval until its time is over, to the millisecond", () => {
    const approved = row({ status: "approved", expires_at: soon })
    expect(standingOf({ approved, newest: approved }, rule)).toBe("confirmed")
    expect(standingOf({ approved, newest: approved }, { ...rule, now: soon })).toBe("expired")
  })

  it("keeps a valid approval although a newer request is open or was rejected", () => {
    const approved = row({ status: "approved", expires_at: soon })
    expect(standingOf({ approved, newest: row({}) }, rule)).toBe("confirmed")
    expect(standingOf({ approved, newest: row({ status: "rejected", decided_by: "user_1" }) }, rule)).toBe("confirmed")
  })

  it("counts the age again: an approval does not help who is too young today", () => {
    const approved = row({ status: "approved", expires_at: soon, birth_date: "2005-11-23" })
    expect(standingOf({ approved, newest: approved }, rule)).toBe("underage")
  })

  it("goes by the shop's own calendar day, not by Greenwich", () => {
    const approved = row({ status: "approved", expires_at: new Date("2027-01-01"), birth_date: "2005-11-23" })
    const evening = { ...rule, now: new Date("2026-11-23T07:00:00Z") }
    const midnight = { ...rule, now: new Date("2026-11-23T08:00:00Z") }
    expect(standingOf({ approved, newest: approved }, evening)).toBe("underage")
    expect(standingOf({ approved, newest: approved }, midnight)).toBe("confirmed")
  })

  it("tells a request that waits, and one that staff rejected", () => {
    expect(standingOf({ newest: row({}) }, rule)).toBe("pending")
    expect(standingOf({ newest: row({ status: "rejected", decided_by: "user_1" }) }, rule)).toBe("rejected")
  })

  it("asks anew who was turned away by the calendar and is of age since", () => {
    const refused = row({ status: "rejected", decided_by: "system", birth_date: "2005-11-23" })
    expect(standingOf({ newest: refused }, rule)).toBe("underage")
    expect(standingOf({ newest: refused }, { ...rule, now: new Date("2026-11-23T20:00:00Z") })).toBe("required")
  })

  it("says expired while the newest is one that lapsed, and what the newer request says after it", () => {
    const lapsed = row({ status: "approved", expires_at: past })
    expect(standingOf({ approved: lapsed, newest: lapsed }, rule)).toBe("expired")
    expect(standingOf({ newest: row({ status: "expired", expires_at: past }) }, rule)).toBe("expired")
    expect(standingOf({ approved: lapsed, newest: row({}) }, rule)).toBe("pending")
  })

  it("lets nobody through whose birth date was erased", () => {
    const approved = row({ status: "approved", expires_at: soon, birth_date: null })
    expect(standingOf({ approved, newest: approved }, rule)).toBe("underage")
  })
})

it("shows the approval that counts rather than a newer request, and calls a lapsed one expired", () => {
  const approved = row({ status: "approved", expires_at: soon })
  const newest = row({})
  expect(countingRow({ approved, newest }, now)).toBe(approved)
  expect(countingRow({ approved, newest }, soon)).toBe(newest)
  expect(statusAt(approved, now)).toBe("approved")
  expect(statusAt(approved, soon)).toBe("expired")
})
