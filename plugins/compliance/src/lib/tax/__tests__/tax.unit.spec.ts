import { states, type Rule } from "@rise-via/jurisdictions"
import fc from "fast-check"
import { evaluateTaxes, type LocalRate, type TaxedFacts, type TaxedLine, type TaxQuestion } from ".."

const facts = (limit_bucket: TaxedFacts["limit_bucket"], more: Partial<TaxedFacts> = {}): TaxedFacts => ({
  limit_bucket,
  route: limit_bucket === "flower" || limit_bucket === "concentrate" ? "inhaled" : "oral",
  thc_pct: 20,
  total_thc_mg: 100,
  net_weight_g: 3.5,
  units_per_package: 1,
  ...more,
})
const sold = (price_cents: number, of: TaxedFacts = facts("flower"), quantity = 1): TaxedLine => ({
  id: "line",
  price_cents,
  quantity,
  facts: of,
})
const local = (rates: Record<string, string>): LocalRate[] =>
  Object.entries(rates).map(([rule_id, rate]) => ({ rule_id, rate, effective_from: null, effective_to: null }))
const sure = (state: string): Rule[] =>
  JSON.parse(JSON.stringify(states[state].rules), (key, value) => (key === "enabled" ? true : value))

const NOON = new Date("2026-11-22T20:00:00Z")
function ask(state: string, lines: TaxedLine[], rates: Record<string, string> = {}, more: Partial<TaxQuestion> = {}) {
  const question = { now: NOON, timeZone: "America/Los_Angeles", customer: "adult" as const, ...more }
  return evaluateTaxes({ rules: states[state].rules, lines, localRates: local(rates), ...question })
}
const cents = ({ lines: [line] }: ReturnType<typeof ask>) => line.components.map((one) => [one.rule_id, one.cents])
const codes = ({ lines: [line] }: ReturnType<typeof ask>) => line.problems.map(({ code, rule_id }) => [code, rule_id])

const CALIFORNIA = { "ca.tax.local_cannabis": "0", "ca.tax.sales_district": "0" }

describe("the research's examples", () => {
  it("Washington: 37 % and 9.3 %, neither in the other's base", () => {
    const verdict = ask("WA", [sold(10_000)], { "wa.tax.sales_local": "0.028" })
    expect(cents(verdict)).toEqual([
      ["wa.tax.excise", 3700],
      ["wa.tax.sales", 650],
      ["wa.tax.sales_local", 280],
    ])
    expect(verdict.cents).toBe(4630)
  })

  it("California: sales tax on price and excise", () => {
    const verdict = ask("CA", [sold(10_000)], CALIFORNIA)
    expect(cents(verdict)).toEqual([
      ["ca.tax.excise", 1500],
      ["ca.tax.local_cannabis", 0],
      ["ca.tax.sales", 834],
      ["ca.tax.sales_district", 0],
    ])
    expect(verdict.lines[0].components[2]).toEqual({
      rule_id: "ca.tax.sales",
      effective_from: null,
      name: "State+county sales tax",
      unit: "share",
      rate: "0.0725",
      base: "11500",
      cents: 834,
      exact_cents: "833.75",
    })
  })

  it("Michigan: sales tax on price and excise; for patients on the price", () => {
    expect(ask("MI", [sold(10_000)]).cents).toBe(1660)
    expect(cents(ask("MI", [sold(10_000)], {}, { customer: "medical" }))).toEqual([["mi.tax.sales", 600]])
  })

  it("Connecticut: by milligram of THC, and by kind of product", () => {
    const verdict = ask("CT", [sold(4000, facts("flower", { total_thc_mg: 770, thc_pct: 22 }))])
    expect(cents(verdict)).toEqual([
      ["ct.tax.flower", 481],
      ["ct.tax.sales", 254],
      ["ct.tax.muni", 120],
    ])
    expect(4000 + verdict.cents).toBe(4855)
    const tax = (of: TaxedFacts) => cents(ask("CT", [sold(1000, of)]))[0]
    expect(tax(facts("edible_solid"))).toEqual(["ct.tax.edible", 275])
    expect(tax(facts("edible_liquid", { route: "topical" }))).toEqual(["ct.tax.other", 90])
    expect(tax(facts("concentrate", { total_thc_mg: 800, route: "oral" }))).toEqual(["ct.tax.other", 720])
    expect(tax(facts("otherwise_taken", { route: "otherwise" }))).toEqual(["ct.tax.other", 90])
  })

  it.each<[string, TaxedFacts, string, number]>([
    ["flower of 34 %", facts("flower", { thc_pct: 34 }), "il.tax.cpet_low", 500],
    ["concentrate of exactly 35 %", facts("concentrate", { thc_pct: 35 }), "il.tax.cpet_low", 500],
    ["concentrate of 35.01 %", facts("concentrate", { thc_pct: "35.01" }), "il.tax.cpet_high", 1250],
    ["gummies", facts("edible_solid"), "il.tax.cpet_infused", 1000],
    ["live resin of 72 %", facts("concentrate", { thc_pct: 72 }), "il.tax.cpet_high", 1250],
  ])("Illinois: exactly one excise for %s", (_name, of, rule, wanted) => {
    const verdict = ask("IL", [sold(5000, of)], { "il.tax.local": "0" }, { rules: sure("IL") })
    expect(cents(verdict).filter(([id]) => String(id).includes("cpet"))).toEqual([[rule, wanted]])
  })

  it("Maine and Maryland: one tax; none for Maryland's patients", () => {
    expect(ask("ME", [sold(6000)]).cents).toBe(840)
    expect(ask("MD", [sold(6000)]).cents).toBe(720)
    expect(ask("MD", [sold(6000)], {}, { customer: "medical" })).toEqual({
      lines: [{ id: "line", components: [], cents: 0, problems: [] }],
      cents: 0,
      exemption: "md.medical_tax",
    })
  })

  it("never charges a shopper what growers and wholesalers owe", () => {
    expect(cents(ask("AK", [sold(10_000)], { "ak.tax.local": "0.05" }))).toEqual([["ak.tax.local", 500]])
    expect(cents(ask("CO", [sold(10_000)], { "co.tax.local": "0" })).map(([id]) => id)).toEqual([
      "co.tax.retail",
      "co.tax.local",
    ])
  })
})

describe("what is not known", () => {
  it.each<[string, ReturnType<typeof ask>, [string, string | null][]]>([
    ["no rate for the place", ask("WA", [sold(100)]), [["compliance.tax_local_rate_missing", "wa.tax.sales_local"]]],
    [
      "a rate above the law's",
      ask("OR", [sold(100)], { "or.tax.local": "0.031" }),
      [["compliance.tax_local_rate_too_high", "or.tax.local"]],
    ],
    [
      "a rule not confirmed",
      ask("RI", [sold(100)]),
      [
        ["compliance.tax_unconfirmed", "ri.tax.excise"],
        ["compliance.tax_unconfirmed", "ri.tax.sales"],
        ["compliance.tax_unconfirmed", "ri.tax.local"],
      ],
    ],
    [
      "an exemption not confirmed",
      ask("OR", [sold(100)], { "or.tax.local": "0" }, { customer: "medical" }),
      [["compliance.tax_unconfirmed", "or.medical_tax"]],
    ],
    ["a state without taxes", ask("TX", [sold(100)]), [["compliance.tax_no_rule", null]]],
    ["no bucket", ask("MD", [sold(100, facts(null))]), [["compliance.tax_fact_missing", null]]],
    [
      "no THC",
      ask("CT", [sold(100, facts("flower", { total_thc_mg: null }))]),
      [["compliance.tax_fact_missing", "ct.tax.flower"]],
    ],
    [
      "no route",
      ask("CT", [sold(100, facts("edible_solid", { route: null }))]),
      [
        ["compliance.tax_fact_missing", "ct.tax.edible"],
        ["compliance.tax_fact_missing", "ct.tax.other"],
      ],
    ],
    ["a grinder", ask("MD", [sold(100, facts("none"))]), [["compliance.tax_not_cannabis", null]]],
  ])("refuses: %s", (_name, verdict, wanted) => {
    expect(codes(verdict)).toEqual(wanted)
    expect(verdict.lines[0]).toMatchObject({ components: [], cents: 0 })
  })

  it("is confirmed by the rate that the licensee enters for the place", () => {
    expect(ask("OR", [sold(10_000)], { "or.tax.local": "0.03" }).cents).toBe(2000)
    expect(ask("CA", [sold(10_000)], { ...CALIFORNIA, "ca.tax.local_cannabis": "0.05" }).cents).toBe(1500 + 500 + 870)
  })
})

describe("the rate of the day", () => {
  const at = (now: string, timeZone: string) => ({ now: new Date(now), timeZone })

  it("changes at the store's midnight", () => {
    const ask14 = (now: string) => ask("NM", [sold(10_000)], { "nm.tax.grt": "0.07" }, at(now, "America/Denver"))
    expect(cents(ask14("2027-07-01T05:59:59Z"))[0]).toEqual(["nm.tax.excise", 1400])
    expect(cents(ask14("2027-07-01T06:00:00Z"))[0]).toEqual(["nm.tax.excise", 1500])
    expect(cents(ask14("2031-01-01T12:00:00Z"))[0]).toEqual(["nm.tax.excise", 1800])
  })

  it("was 19 % in California for three months", () => {
    const excise = (now: string) => cents(ask("CA", [sold(10_000)], CALIFORNIA, at(now, "America/Los_Angeles")))[0][1]
    expect(excise("2025-07-01T06:59:59Z")).toBe(1500)
    expect(excise("2025-07-01T07:00:00Z")).toBe(1900)
    expect(excise("2025-10-01T06:59:59Z")).toBe(1900)
    expect(excise("2025-10-01T07:00:00Z")).toBe(1500)
  })

  it("ends in California in 2028, and nothing is made up after that", () => {
    const later = at("2028-07-01T07:00:00Z", "America/Los_Angeles")
    expect(codes(ask("CA", [sold(10_000)], CALIFORNIA, later))).toEqual([["compliance.tax_ended", "ca.tax.excise"]])
  })

  it("is an adult's for Washington's patients from the day that their exemption ends", () => {
    const rates = { "wa.tax.sales_local": "0" }
    const patient = (now: string) =>
      ask("WA", [sold(10_000)], rates, { ...at(now, "America/Los_Angeles"), customer: "medical" })
    expect(patient("2029-07-01T06:59:59Z")).toMatchObject({ cents: 0, exemption: "wa.medical_tax" })
    expect(patient("2029-07-01T07:00:00Z")).toMatchObject({ cents: 3700 + 650, exemption: null })
  })

  it("of a place is the row of that day", () => {
    const localRates: LocalRate[] = [
      { rule_id: "wa.tax.sales_local", rate: "0.02", effective_from: null, effective_to: "2026-12-31" },
      { rule_id: "wa.tax.sales_local", rate: "0.03", effective_from: "2027-01-01", effective_to: null },
    ]
    const tax = (now: string) => ask("WA", [sold(10_000)], {}, { ...at(now, "America/Los_Angeles"), localRates }).cents
    expect([tax("2027-01-01T07:59:59Z"), tax("2027-01-01T08:00:00Z")]).toEqual([4550, 4650])
  })
})

describe("cents", () => {
  it("go up at the half, each by itself", () => {
    // 14 % of 0.25 is 0.035; a float makes less of it.
    expect(ask("ME", [sold(25)]).cents).toBe(4)
    expect(ask("ME", [sold(24)]).cents).toBe(3)
    expect(() => ask("ME", [sold(0.5)])).toThrow("cannot be taxed")
  })

  it("of a state's and a city's rate are those of the rate that the shopper sees", () => {
    // 9.3 % of 10.50 is 0.9765; 6.5 % and 2.8 % by themselves would be 0.68 and 0.29.
    expect(cents(ask("WA", [sold(1050)], { "wa.tax.sales_local": "0.028" })).slice(1)).toEqual([
      ["wa.tax.sales", 68],
      ["wa.tax.sales_local", 30],
    ])
  })

  it("add up, and are never a whole cent from the law", () => {
    const price = fc.integer({ min: 0, max: 10_000_000 })
    const state = fc.constantFrom("WA", "CA", "MI", "CT", "ME", "MD", "OH")
    const rates = { ...CALIFORNIA, "wa.tax.sales_local": "0.028", "oh.tax.local": "0.0225" }
    fc.assert(
      fc.property(fc.array(price, { minLength: 1, maxLength: 4 }), state, (prices, code) => {
        const verdict = ask(
          code,
          prices.map((one) => sold(one)),
          rates
        )
        const all = verdict.lines.flatMap((line) => line.components)
        expect(all.reduce((sum, one) => sum + one.cents, 0)).toBe(verdict.cents)
        expect(verdict.lines.every(({ problems }) => !problems.length)).toBe(true)
        for (const one of all) {
          const off = Number(one.exact_cents) - one.cents
          expect(off).toBeGreaterThan(-1)
          expect(off).toBeLessThan(1)
        }
      })
    )
  })
})
