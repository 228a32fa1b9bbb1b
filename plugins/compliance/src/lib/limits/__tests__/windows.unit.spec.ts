import { adult, ask, bought, concentrate, confirmed, flower, patient, remaining } from "./shop"

const at = (now: string, timeZone = "America/Los_Angeles") => ({ now: new Date(now), timeZone })

describe("the store's day", () => {
  it("begins at midnight where the store stands, not in UTC", () => {
    const evening = bought("2026-11-22T07:59:59Z", flower(28))
    const midnight = bought("2026-11-22T08:00:00Z", flower(28))
    const now = at("2026-11-22T20:00:00Z")
    expect(ask("OR", [flower(56)], { ...now, purchases: [evening] }).decision).toBe("allow")
    expect(ask("OR", [flower(56)], { ...now, purchases: [midnight] }).decision).toBe("block")
    expect(remaining(ask("OR", [], { ...now, purchases: [midnight] }), "flower")).toBe(56_699_046 - 28_000_000)
  })

  it("has 25 hours when the clock goes back, and the hour that comes twice belongs to it twice", () => {
    const first = bought("2026-11-01T07:00:00Z", flower(56))
    const again = bought("2026-11-01T09:30:00Z", flower(56))
    const late = at("2026-11-02T07:59:00Z")
    expect(ask("OR", [flower(1)], { ...late, purchases: [first] }).decision).toBe("block")
    expect(ask("OR", [flower(1)], { ...late, purchases: [again] }).decision).toBe("block")
    expect(ask("OR", [flower(1)], { ...at("2026-11-02T08:00:00Z"), purchases: [first, again] }).decision).toBe("allow")
  })

  it("has 23 hours when the clock goes forward", () => {
    const first = bought("2026-03-08T08:00:00Z", flower(56))
    expect(ask("OR", [flower(1)], { ...at("2026-03-09T06:59:00Z"), purchases: [first] }).decision).toBe("block")
    expect(ask("OR", [flower(1)], { ...at("2026-03-09T07:00:00Z"), purchases: [first] }).decision).toBe("allow")
  })

  it("knows the 29th of February", () => {
    const leap = bought("2028-02-29T20:00:00Z", flower(56))
    expect(ask("OR", [flower(1)], { ...at("2028-03-01T07:59:59Z"), purchases: [leap] }).decision).toBe("block")
    expect(ask("OR", [flower(1)], { ...at("2028-03-01T08:00:00Z"), purchases: [leap] }).decision).toBe("allow")
  })
})

describe("a transaction", () => {
  const purchases = [bought("2026-11-22T18:00:00Z", flower(28))]

  it("is the store's day, unless the licensee switched that off", () => {
    expect(ask("WA", [flower(28)], { purchases }).decision).toBe("block")
    expect(ask("WA", [flower(28)], { purchases, sameDay: false }).decision).toBe("allow")
    expect(ask("WA", [flower(28)], { purchases: [bought("2026-11-21T18:00:00Z", flower(28))] }).decision).toBe("allow")
  })

  it("is the day in Colorado, whatever the licensee would like", () => {
    expect(ask("CO", [flower(28)], { purchases, sameDay: false }).decision).toBe("block")
  })

  it("counts the day where the law limits what a person may hold", () => {
    expect(ask("IL", [flower(33)], { purchases, sameDay: false }).decision).toBe("block")
    expect(ask("IL", [flower(32)], { purchases }).decision).toBe("allow")
  })
})

describe("a window that rolls", () => {
  it("lets go of a purchase N times 24 hours later, to the millisecond", () => {
    const purchases = [bought("2026-11-08T20:00:00.000Z", flower(70))]
    const ask14 = (now: string) =>
      ask("AZ", [flower(1)], { ...at(now, "America/Phoenix"), shopper: patient, purchases })
    expect(ask14("2026-11-22T19:59:59.999Z").decision).toBe("block")
    expect(ask14("2026-11-22T20:00:00.000Z").decision).toBe("allow")
  })

  it("is of hours, whatever the clock on the wall did meanwhile", () => {
    const purchases = [bought("2026-10-25T12:00:00Z", flower(140))]
    const ask30 = (now: string) =>
      ask("CT", [flower(28)], { ...at(now, "America/New_York"), shopper: patient, purchases })
    expect(ask30("2026-11-24T11:59:59Z").decision).toBe("block")
    expect(ask30("2026-11-24T12:00:00Z").decision).toBe("allow")
  })

  it("stands beside a month in Michigan: 2.5 oz in a day of 24 hours, 10 oz in a month of the calendar", () => {
    const days = [2, 4, 6, 8].map((day) => bought(`2026-11-0${day}T17:00:00Z`, flower(70.8)))
    const ask10 = (now: string, grams: number) =>
      ask("MI", [flower(grams)], { ...at(now, "America/Detroit"), shopper: patient, purchases: days })
    expect(ask10("2026-11-20T17:00:00Z", 0.29).decision).toBe("allow")
    expect(ask10("2026-11-20T17:00:00Z", 0.31).reasons).toEqual([
      { code: "compliance.limit_exceeded", rule_id: "mi.purchase_limit.medical_month", bucket: "total" },
    ])
    expect(ask10("2026-12-01T04:59:59Z", 0.31).decision).toBe("block")
    expect(ask10("2026-12-01T05:00:00Z", 0.31).decision).toBe("allow")
    expect(ask10("2026-11-09T16:59:59Z", 0.2).reasons[0].rule_id).toBe("mi.purchase_limit.medical")
  })

  it("of a month counts only its own bucket in Oregon", () => {
    const rules = confirmed("OR")
    const purchases = [3, 5, 7, 9].map((day) => bought(`2026-11-0${day}T20:00:00Z`, flower(226.7)))
    const { buckets, decision } = ask("OR", [flower(0.38)], { rules, shopper: patient, purchases })
    expect([decision, buckets.length]).toEqual(["allow", 2])
    expect(ask("OR", [flower(0.4)], { rules, shopper: patient, purchases }).decision).toBe("block")
  })
})

describe("the rule of the day", () => {
  it("begins at the store's midnight", () => {
    const ask60 = (now: string) => ask("IL", [flower(60)], at(now, "America/Chicago"))
    expect(ask60("2026-06-12T04:59:59Z").reasons[0].code).toBe("compliance.limit_no_rule")
    expect(ask60("2026-06-12T05:00:00Z").decision).toBe("allow")
  })

  it("is named by its row, so that a number can be looked up again", () => {
    expect(ask("MA", [flower(1)]).rules).toEqual([{ id: "ma.purchase_limit.adult", effective_from: "2026-04-19" }])
  })
})

describe("what was bought", () => {
  it("counts no more when it came back, exactly", () => {
    const kept = bought("2026-11-22T18:00:00Z", { ...flower(3.5, 8), returned: 8 })
    expect(remaining(ask("WA", [], { purchases: [kept] }), "flower")).toBe(28_349_523)
    const some = bought("2026-11-22T18:00:00Z", { ...flower(3.5, 8), returned: 3 })
    expect(remaining(ask("WA", [], { purchases: [some] }), "flower")).toBe(28_349_523 - 17_500_000)
  })

  it("beyond today's limit does not stop what is of another bucket", () => {
    const purchases = [bought("2026-11-22T18:00:00Z", flower(60))]
    const verdict = ask("WA", [concentrate(7)], { purchases })
    expect([verdict.decision, remaining(verdict, "flower")]).toEqual(["allow", 0])
  })

  it("of which nobody knows the weight stops what it would count with, and nothing else", () => {
    const unknown = { facts: { limit_bucket: "flower" as const, net_weight_g: null }, quantity: 1 }
    const purchases = [bought("2026-11-22T18:00:00Z", unknown)]
    expect(ask("WA", [flower(1)], { purchases }).reasons).toEqual([
      {
        code: "compliance.limit_fact_missing",
        rule_id: "wa.purchase_limit.adult",
        bucket: "flower",
        fact: "net_weight_g",
      },
    ])
    expect(ask("WA", [concentrate(1)], { purchases }).decision).toBe("allow")
    expect(ask("WA", [flower(1)], { purchases: [{ ...purchases[0], at: new Date("2026-11-20") }] }).decision).toBe(
      "allow"
    )
  })

  it("of a bucket that nobody knows could be anything", () => {
    const purchases = [bought("2026-11-22T18:00:00Z", { facts: { limit_bucket: null }, quantity: 1 })]
    expect(ask("WA", [flower(1)], { purchases }).reasons[0]).toMatchObject({ fact: "limit_bucket" })
    expect(ask("WA", [], { purchases }).decision).toBe("allow")
  })

  it("cannot have come back more often than it went out", () => {
    const cart = [{ ...flower(1), returned: 2 }]
    expect(() => ask("WA", cart, { shopper: adult })).toThrow("1 packages, 2 of them returned")
    expect(() => ask("WA", [flower(1, 0.5)])).toThrow("cannot be counted")
  })
})
