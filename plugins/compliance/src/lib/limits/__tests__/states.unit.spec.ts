import { states } from "@rise-via/jurisdictions"
import type { CountedLine, Shopper } from ".."
import {
  adult,
  ask,
  caregiver,
  concentrate,
  confirmed,
  drink,
  edible,
  flower,
  patient,
  pieces,
  remaining,
  seltzer,
  vape,
  visitor,
} from "./shop"

type Outcome =
  | "allow"
  | "exceeded"
  | "unconfirmed"
  | "not_covered"
  | "not_for_sale"
  | "no_equivalence"
  | "certification_needed"
  | "fact_missing"
type Case = [state: string, shopper: Shopper, cart: CountedLine[], outcome: Outcome]

const young: Shopper = { ...patient, age: 20 }
const unknownAge: Shopper = { ...patient, age: undefined }

/** Each worked out by hand from the text of the rule. */
const CASES: Case[] = [
  // Alaska: 1 oz, 7 g and 5600 mg, each for itself.
  ["AK", adult, [flower(28.35), concentrate(7), edible(5600)], "allow"],
  ["AK", adult, [flower(28.36)], "exceeded"],
  ["AK", adult, [edible(5600), seltzer(1)], "exceeded"],
  ["AK", patient, [concentrate(7.001)], "exceeded"],
  // Arizona: 1 oz in all, of which 5 g concentrate; patients 2.5 oz, their concentrate unconfirmed.
  ["AZ", adult, [flower(23.35), concentrate(5)], "allow"],
  ["AZ", adult, [flower(23.36), concentrate(5)], "exceeded"],
  ["AZ", adult, [concentrate(5.01)], "exceeded"],
  ["AZ", adult, [edible(100, 1, 28)], "allow"],
  ["AZ", adult, [drink(100)], "fact_missing"],
  ["AZ", patient, [flower(70.87)], "allow"],
  ["AZ", patient, [flower(70.88)], "exceeded"],
  ["AZ", patient, [concentrate(1)], "unconfirmed"],
  // California: 28.5 g, 8 g of concentrate wherever it is, 6 plants; patients 8 oz and 12 plants.
  ["CA", adult, [flower(28.5), concentrate(8), pieces("immature_plants", 6)], "allow"],
  ["CA", adult, [flower(28.501)], "exceeded"],
  ["CA", adult, [concentrate(8.001)], "exceeded"],
  ["CA", adult, [edible(100)], "fact_missing"],
  [
    "CA",
    adult,
    [{ ...edible(100), facts: { ...edible(100).facts, contained_concentrate_g: 0.2 } }, concentrate(7.8)],
    "allow",
  ],
  [
    "CA",
    adult,
    [{ ...edible(100), facts: { ...edible(100).facts, contained_concentrate_g: 0.2 } }, concentrate(7.81)],
    "exceeded",
  ],
  ["CA", adult, [pieces("immature_plants", 7)], "exceeded"],
  ["CA", patient, [flower(226.8), pieces("immature_plants", 12)], "allow"],
  ["CA", patient, [flower(226.81)], "exceeded"],
  // Colorado: shares of 1 oz, 8 g and 800 mg; patients each for itself, and 2 g of concentrate below 21.
  ["CO", adult, [flower(14.17), concentrate(2), edible(200)], "allow"],
  ["CO", adult, [flower(14.175), concentrate(4)], "allow"],
  ["CO", adult, [flower(14.2), concentrate(4)], "exceeded"],
  ["CO", adult, [concentrate(4), edible(401)], "exceeded"],
  ["CO", patient, [flower(56.7), concentrate(8), edible(20_000)], "allow"],
  ["CO", patient, [concentrate(8.01)], "exceeded"],
  ["CO", young, [concentrate(2)], "allow"],
  ["CO", young, [concentrate(2.01)], "exceeded"],
  ["CO", unknownAge, [concentrate(2.01)], "exceeded"],
  // Connecticut: half an ounce; what else there is is unconfirmed.
  ["CT", adult, [flower(14.17)], "allow"],
  ["CT", adult, [flower(14.18)], "exceeded"],
  ["CT", adult, [edible(5)], "unconfirmed"],
  ["CT", patient, [flower(141.75)], "allow"],
  ["CT", patient, [flower(141.76)], "exceeded"],
  ["CT", patient, [edible(5)], "no_equivalence"],
  ["DE", adult, [flower(1)], "unconfirmed"],
  ["DE", patient, [flower(1)], "unconfirmed"],
  // Illinois: 60 g, 10 g and 1000 mg for residents, half for others; patients 2.5 oz of flower.
  ["IL", adult, [flower(60), concentrate(10), edible(1000)], "allow"],
  ["IL", adult, [flower(60.01)], "exceeded"],
  ["IL", visitor, [flower(30), concentrate(5), edible(500)], "allow"],
  ["IL", visitor, [flower(30.01)], "exceeded"],
  ["IL", { customer: "adult" }, [concentrate(5.01)], "exceeded"],
  ["IL", patient, [flower(70.87)], "allow"],
  ["IL", patient, [concentrate(1)], "no_equivalence"],
  // Massachusetts: shares of 2 oz, 10 g THC and 1000 mg; patients 10 oz of flower or its equivalent.
  ["MA", adult, [flower(28.35), edible(500)], "allow"],
  ["MA", adult, [flower(28.36), edible(500)], "exceeded"],
  ["MA", adult, [concentrate(12.5)], "allow"],
  ["MA", adult, [concentrate(12.6)], "exceeded"],
  ["MA", patient, [flower(141.75), edible(2500)], "allow"],
  ["MA", patient, [flower(141.76), edible(2500)], "exceeded"],
  // Maryland: shares of 1.5 oz, 12 g and 750 mg; patients 120 g, and 36 g THC of all else.
  ["MD", adult, [flower(21.26), concentrate(6)], "allow"],
  ["MD", adult, [flower(21.27), concentrate(6)], "exceeded"],
  ["MD", patient, [flower(120), concentrate(22.5), edible(18_000)], "allow"],
  ["MD", patient, [concentrate(22.5), edible(18_001)], "exceeded"],
  ["ME", adult, [flower(60.87), concentrate(10)], "allow"],
  ["ME", adult, [flower(60.88), concentrate(10)], "exceeded"],
  ["ME", adult, [concentrate(10.01)], "exceeded"],
  ["ME", patient, [flower(1)], "unconfirmed"],
  // Michigan: 2.5 oz in all, of which 15 g concentrate; 16 oz of solids or 36 fl oz of liquids are an ounce.
  ["MI", adult, [flower(55), concentrate(15)], "allow"],
  ["MI", adult, [concentrate(16)], "exceeded"],
  ["MI", adult, [flower(55.88), concentrate(15)], "exceeded"],
  ["MI", adult, [flower(42.5), edible(100, 1, 453.59)], "allow"],
  ["MI", adult, [flower(42.55), edible(100, 1, 453.59)], "exceeded"],
  ["MI", adult, [drink(1064.64), flower(42.52)], "allow"],
  ["MI", adult, [drink(1064.64), flower(42.54)], "exceeded"],
  ["MI", patient, [flower(70.87)], "allow"],
  ["MI", patient, [flower(70.88)], "exceeded"],
  ["MN", adult, [flower(1)], "unconfirmed"],
  ["MN", patient, [flower(1)], "unconfirmed"],
  ["MO", adult, [flower(85.05)], "allow"],
  ["MO", adult, [flower(85.06)], "exceeded"],
  ["MO", adult, [concentrate(1)], "unconfirmed"],
  ["MO", patient, [flower(170.1)], "allow"],
  ["MO", patient, [edible(10)], "no_equivalence"],
  ["MT", adult, [flower(14.17), edible(400)], "allow"],
  ["MT", adult, [flower(14.2), edible(400)], "exceeded"],
  ["MT", adult, [concentrate(1)], "unconfirmed"],
  ["MT", patient, [flower(1)], "unconfirmed"],
  // New Jersey writes grams: there is nothing to round.
  ["NJ", adult, [flower(14.175), concentrate(2)], "allow"],
  ["NJ", adult, [flower(14.176), concentrate(2)], "exceeded"],
  ["NJ", adult, [vape(2), edible(500)], "allow"],
  ["NJ", patient, [flower(56.69), concentrate(4)], "allow"],
  ["NJ", patient, [flower(56.71), concentrate(4)], "exceeded"],
  ["NM", adult, [flower(56.7), concentrate(16), edible(800)], "allow"],
  ["NM", adult, [concentrate(16.01)], "exceeded"],
  ["NM", patient, [flower(1)], "unconfirmed"],
  ["NV", adult, [flower(35.43), concentrate(3.54)], "allow"],
  ["NV", adult, [flower(35.5), concentrate(3.55)], "exceeded"],
  ["NV", adult, [edible(10)], "not_covered"],
  ["NV", patient, [flower(1)], "unconfirmed"],
  ["NY", adult, [flower(42.5), concentrate(12)], "allow"],
  ["NY", adult, [flower(42.6), concentrate(12)], "exceeded"],
  ["NY", adult, [edible(10)], "not_covered"],
  ["NY", patient, [flower(1)], "unconfirmed"],
  // Ohio: plant by weight, all else by THC; a caregiver has amounts of their own.
  ["OH", adult, [flower(70.87), concentrate(12.5), edible(5000)], "allow"],
  ["OH", adult, [concentrate(12.5), edible(5001)], "exceeded"],
  ["OH", patient, [flower(283.5), edible(60_000)], "allow"],
  ["OH", caregiver, [flower(283.5)], "exceeded"],
  ["OH", caregiver, [flower(70.87), edible(15_000)], "allow"],
  ["OR", adult, [flower(56), concentrate(10), vape(10)], "allow"],
  [
    "OR",
    adult,
    [flower(56.7), edible(100, 1, 453.59), drink(2129.29), pieces("immature_plants", 4), pieces("seeds", 10)],
    "allow",
  ],
  ["OR", adult, [vape(10.01)], "exceeded"],
  ["OR", adult, [drink(1774.41), seltzer(4)], "exceeded"],
  ["OR", adult, [pieces("seeds", 11)], "exceeded"],
  ["OR", patient, [flower(1)], "unconfirmed"],
  ["RI", adult, [flower(1)], "unconfirmed"],
  ["RI", patient, [flower(1)], "unconfirmed"],
  ["VA", adult, [flower(1)], "not_for_sale"],
  ["VA", patient, [flower(113.4)], "allow"],
  ["VA", patient, [flower(113.41)], "exceeded"],
  ["VA", patient, [edible(10)], "not_covered"],
  ["VT", adult, [flower(28.35), concentrate(5)], "allow"],
  ["VT", adult, [flower(28.36), concentrate(5)], "exceeded"],
  ["VT", adult, [edible(10)], "not_covered"],
  ["VT", patient, [flower(1)], "unconfirmed"],
  // Washington: six buckets, each for itself.
  ["WA", adult, [flower(28), concentrate(7), seltzer(200)], "allow"],
  [
    "WA",
    adult,
    [
      flower(28.35),
      edible(100, 1, 453.59),
      concentrate(7),
      drink(2129.29),
      seltzer(4, 50),
      pieces("otherwise_taken", 10),
    ],
    "allow",
  ],
  ["WA", adult, [flower(3.5, 9)], "exceeded"],
  ["WA", adult, [edible(100, 1, 453.61)], "exceeded"],
  ["WA", adult, [drink(2129.3)], "exceeded"],
  ["WA", adult, [seltzer(4, 51)], "exceeded"],
  ["WA", adult, [pieces("otherwise_taken", 5, 3)], "exceeded"],
  ["WA", patient, [flower(85.05), concentrate(21), drink(6387.87)], "allow"],
  ["WA", patient, [seltzer(4)], "unconfirmed"],
  ["WA", patient, [pieces("otherwise_taken", 1)], "not_covered"],
]

describe("every state's limits", () => {
  it.each(CASES)("%s %j %j: %s", (state, shopper, cart, outcome) => {
    const verdict = ask(state, cart, { shopper })
    const codes = [...new Set(verdict.reasons.map(({ code }) => code))]
    expect(codes).toEqual(outcome === "allow" ? [] : [`compliance.limit_${outcome}`])
    expect(verdict.decision).toBe(outcome === "allow" ? "allow" : "block")
    expect(verdict.rules.length).toBeGreaterThan(0)
  })

  it("speaks of every state that has limits, adult and medical", () => {
    const limited = Object.values(states).filter(({ coverage }) => coverage === "full")
    expect([...new Set(CASES.map(([state]) => state))].sort()).toEqual(limited.map(({ jurisdiction }) => jurisdiction))
    const medical = new Set(CASES.filter(([, { customer }]) => customer !== "adult").map(([state]) => state))
    expect([...medical].sort()).toEqual(limited.map(({ jurisdiction }) => jurisdiction))
  })

  it("sells nothing where no limits are known, and lets a grinder through", () => {
    const verdict = ask("TX", [flower(1)])
    expect(verdict).toMatchObject({ decision: "block", buckets: [], rules: [] })
    expect(verdict.reasons).toEqual([{ code: "compliance.limit_no_rule", rule_id: null, bucket: "flower", line: 0 }])
    expect(ask("TX", [{ facts: { limit_bucket: "none" }, quantity: 3 }]).decision).toBe("allow")
  })
})

describe("once the licensee confirmed", () => {
  it.each<Case>([
    ["DE", adult, [flower(14.17), concentrate(6)], "allow"],
    ["DE", adult, [flower(14.2), concentrate(6)], "exceeded"],
    ["DE", patient, [flower(56.7), concentrate(12)], "allow"],
    ["DE", patient, [flower(56.72), concentrate(12)], "exceeded"],
    ["CT", patient, [flower(125.75), edible(1000)], "allow"],
    ["CT", patient, [flower(125.76), edible(1000)], "exceeded"],
    ["MO", adult, [flower(42.5), edible(1200)], "allow"],
    ["MO", patient, [flower(141.75), concentrate(8)], "allow"],
    ["MO", patient, [flower(141.76), concentrate(8)], "exceeded"],
    ["MN", adult, [flower(56.7), concentrate(8), edible(800)], "allow"],
    ["RI", adult, [flower(14.17), concentrate(2.5)], "allow"],
    ["RI", patient, [flower(70.87)], "allow"],
    ["NM", patient, [flower(225), edible(40_000)], "allow"],
    ["NM", patient, [flower(225.01), edible(40_000)], "exceeded"],
    ["NV", patient, [flower(70.87)], "allow"],
    ["NY", patient, [flower(1)], "certification_needed"],
    ["ME", patient, [flower(1)], "certification_needed"],
    ["MN", patient, [flower(1)], "certification_needed"],
    ["OR", patient, [flower(226.8)], "allow"],
    ["VT", patient, [flower(56.7), concentrate(5)], "allow"],
    ["WA", patient, [seltzer(4, 150)], "allow"],
    ["WA", patient, [seltzer(4, 151)], "exceeded"],
    ["AZ", patient, [concentrate(12.5)], "allow"],
    ["AZ", patient, [concentrate(12.51)], "exceeded"],
  ])("%s %j %j: %s", (state, shopper, cart, outcome) => {
    const { decision, reasons } = ask(state, cart, { shopper, rules: confirmed(state) })
    expect([...new Set(reasons.map(({ code }) => code))]).toEqual(
      outcome === "allow" ? [] : [`compliance.limit_${outcome}`]
    )
    expect(decision).toBe(outcome === "allow" ? "allow" : "block")
  })
})

describe("a certification", () => {
  const certification = {
    caps: [{ bucket: "flower", max: "4", unit: "oz" as const, counts: ["flower" as const] }],
    window: { type: "rolling" as const, hours: 60 * 24 },
  }

  it("is the limit where the state leaves it to the practitioner", () => {
    const shopper = { ...patient, certification }
    const more = { shopper, rules: confirmed("NY") }
    expect(ask("NY", [flower(113.4)], more).decision).toBe("allow")
    expect(ask("NY", [flower(113.41)], more).reasons[0].code).toBe("compliance.limit_exceeded")
    expect(ask("NY", [concentrate(1)], more).reasons[0].code).toBe("compliance.limit_not_covered")
  })

  it("replaces a patient's cap where the law lets it, and nobody else's", () => {
    const shopper = { ...patient, certification }
    expect(ask("CA", [flower(226.8)], { shopper }).decision).toBe("block")
    expect(ask("CA", [flower(113.4), pieces("immature_plants", 12)], { shopper }).decision).toBe("allow")
    expect(ask("AZ", [flower(70.87)], { shopper }).decision).toBe("allow")
    expect(ask("CA", [flower(28.6)], { shopper: { ...adult, certification } }).decision).toBe("block")
  })
})

describe("what remains", () => {
  it("is the rest of each bucket where buckets stand alone", () => {
    const verdict = ask("WA", [flower(3.5, 2), concentrate(1)])
    expect(remaining(verdict, "flower")).toBe(21_349_523)
    expect(remaining(verdict, "concentrate")).toBe(6_000_000)
    expect(remaining(verdict, "low_dose_liquid_thc")).toBe(200_000)
    expect(remaining(verdict, "otherwise_taken")).toBe(10)
  })

  it("is the unspent share where buckets add up", () => {
    const verdict = ask("CO", [concentrate(2)])
    expect(remaining(verdict, "flower")).toBe(21_262_142)
    expect(remaining(verdict, "concentrate")).toBe(6_000_000)
    expect(remaining(verdict, "edible_thc")).toBe(600_000)
  })

  it("of a part is never more than of the pool", () => {
    const verdict = ask("MI", [flower(70)])
    expect(remaining(verdict, "total")).toBe(873_807)
    expect(remaining(verdict, "concentrate")).toBe(873_807)
  })

  it("is nothing where nothing may be sold", () => {
    expect(ask("VA", []).buckets).toMatchObject([{ limit: 0, remaining: 0, decision: "allow" }])
    expect(remaining(ask("MO", []), "concentrate")).toBe(0)
    expect(ask("MO", []).decision).toBe("allow")
  })
})
