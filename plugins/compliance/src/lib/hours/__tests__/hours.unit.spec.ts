import { states, type Rule } from "@rise-via/jurisdictions"
import { hoursAt, hoursThroughout, type HoursQuestion, type OpenTime, type Schedule } from ".."

const everyDay = (open: string, close: string, days?: Record<string, OpenTime[]>): Schedule => ({
  week: Array.from({ length: 7 }, () => [{ open, close }]),
  days,
})
const ALWAYS = everyDay("00:00", "24:00")
const shop = (state: string, store = ALWAYS, more: Partial<HoursQuestion> = {}): HoursQuestion => ({
  rules: states[state].rules,
  store,
  timeZone: "America/Los_Angeles",
  ...more,
})
const codeAt = (question: HoursQuestion, at: string) => hoursAt(question, new Date(at)).code
const withHours = (open: string, close: string): Rule[] => [
  {
    ...states.WA.rules.find(({ kind }) => kind === "hours")!,
    value: { open, close, local_may_restrict: true },
  } as Rule,
]

describe("the state's hours", () => {
  it("end at Washington's midnight and begin at eight, to the second", () => {
    expect(codeAt(shop("WA"), "2026-11-22T07:59:59Z")).toBeNull()
    expect(codeAt(shop("WA"), "2026-11-22T08:00:00Z")).toBe("compliance.hours_state")
    expect(codeAt(shop("WA"), "2026-11-22T15:59:59Z")).toBe("compliance.hours_state")
    expect(hoursAt(shop("WA"), new Date("2026-11-22T16:00:00Z"))).toEqual({
      open: true,
      code: null,
      rule_id: "wa.hours",
    })
  })

  it("may go on after midnight", () => {
    const rules = withHours("08:00", "02:00")
    expect(codeAt(shop("WA", ALWAYS, { rules }), "2026-11-22T09:59:59Z")).toBeNull()
    expect(codeAt(shop("WA", ALWAYS, { rules }), "2026-11-22T10:00:00Z")).toBe("compliance.hours_state")
  })

  it("that nobody confirmed, or nobody knows, close the store", () => {
    expect(codeAt(shop("CO"), "2026-11-22T20:00:00Z")).toBe("compliance.hours_unconfirmed")
    expect(codeAt(shop("NJ"), "2026-11-22T20:00:00Z")).toBe("compliance.hours_unconfirmed")
    expect(codeAt(shop("TX"), "2026-11-22T20:00:00Z")).toBe("compliance.hours_unconfirmed")
  })

  it("follow the clock on the wall when it is set back: the hour that comes twice is open twice", () => {
    const rules = withHours("08:00", "01:30")
    const open = (at: string) => codeAt(shop("WA", ALWAYS, { rules }), at) === null
    expect([open("2026-11-01T08:29:00Z"), open("2026-11-01T08:30:00Z")]).toEqual([true, false])
    expect([open("2026-11-01T09:29:00Z"), open("2026-11-01T09:30:00Z")]).toEqual([true, false])
    expect([open("2026-11-01T15:59:00Z"), open("2026-11-01T16:00:00Z")]).toEqual([false, true])
  })

  it("follow it when it is set forward: the hour that is missing opens nothing", () => {
    const rules = withHours("08:00", "02:30")
    const open = (at: string) => codeAt(shop("WA", ALWAYS, { rules }), at) === null
    expect([open("2026-03-08T09:59:00Z"), open("2026-03-08T10:00:00Z")]).toEqual([true, false])
    expect([open("2026-03-08T14:59:00Z"), open("2026-03-08T15:00:00Z")]).toEqual([false, true])
  })
})

describe("the store's and the place's hours", () => {
  it("only take away", () => {
    const question = shop("WA", everyDay("06:00", "22:00"), { local: everyDay("09:00", "21:00") })
    expect(codeAt(question, "2026-11-22T15:30:00Z")).toBe("compliance.hours_state")
    expect(codeAt(question, "2026-11-22T16:30:00Z")).toBe("compliance.hours_local")
    expect(codeAt(question, "2026-11-22T17:00:00Z")).toBeNull()
    expect(codeAt(question, "2026-11-23T05:00:00Z")).toBe("compliance.hours_local")
    expect(codeAt(shop("WA", everyDay("09:00", "21:00")), "2026-11-23T05:00:00Z")).toBe("compliance.hours_store")
  })

  it("know holidays, days of the week, and the 29th of February", () => {
    const store = everyDay("09:00", "21:00", { "2026-11-26": [], "2028-02-29": [{ open: "12:00", close: "13:00" }] })
    store.week[0] = [{ open: "12:00", close: "18:00" }]
    expect(codeAt(shop("WA", store), "2026-11-26T20:00:00Z")).toBe("compliance.hours_store")
    expect(codeAt(shop("WA", store), "2026-11-22T19:59:00Z")).toBe("compliance.hours_store")
    expect(codeAt(shop("WA", store), "2026-11-22T20:00:00Z")).toBeNull()
    expect(codeAt(shop("WA", store), "2028-02-29T20:30:00Z")).toBeNull()
    expect(codeAt(shop("WA", store), "2028-02-29T21:00:00Z")).toBe("compliance.hours_store")
  })

  it("of a night belong to the day on which they began", () => {
    const store: Schedule = { week: [[], [], [], [], [], [{ open: "18:00", close: "03:00" }], []] }
    const question = shop("WA", store, { rules: withHours("00:00", "24:00") })
    expect(codeAt(question, "2026-11-21T10:59:00Z")).toBeNull()
    expect(codeAt(question, "2026-11-21T11:00:00Z")).toBe("compliance.hours_store")
    expect(codeAt(question, "2026-11-20T10:00:00Z")).toBe("compliance.hours_store")
  })
})

describe("a slot", () => {
  const question = shop("WA", everyDay("09:00", "21:00"))
  const slot = (from: string, to: string) => hoursThroughout(question, new Date(from), new Date(to)).code

  it("is offered when the store is open throughout", () => {
    expect(slot("2026-11-23T04:00:00Z", "2026-11-23T05:00:00Z")).toBeNull()
    expect(slot("2026-11-23T04:30:00Z", "2026-11-23T05:30:00Z")).toBe("compliance.hours_store")
    expect(slot("2026-11-22T16:30:00Z", "2026-11-22T17:30:00Z")).toBe("compliance.hours_store")
  })
})
