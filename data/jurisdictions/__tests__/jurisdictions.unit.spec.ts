import Ajv2020 from "ajv/dist/2020"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { federal, schema, sources, states, version, canonical, type Jurisdiction, type Rule } from ".."
import { files } from "../package.json"

const all: Jurisdiction[] = [...Object.values(states), federal]
const validate = new Ajv2020({ allErrors: true, strict: false, formats: { date: true } }).compile(schema)
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value))
const named = (code: string, id: string) => states[code].rules.find((rule) => rule.id === id)!

/** Both ends belong to the range; an open end is before, or after, every day. */
const overlap = (a: Rule, b: Rule) =>
  (a.effective_from ?? "0000") <= (b.effective_to ?? "9999") &&
  (b.effective_from ?? "0000") <= (a.effective_to ?? "9999")

const caps = (rule: Rule) =>
  rule.kind === "purchase_limit" ? [...rule.value.caps, ...(rule.value.sublimits ?? [])] : []

describe("the data", () => {
  it.each(all.map((one) => [one.jurisdiction, one] as const))("keeps to the schema in %s", (_code, one) => {
    validate(one)
    expect(validate.errors ?? []).toEqual([])
  })

  it("has every state and DC once, under its own code", () => {
    expect(Object.keys(states)).toHaveLength(51)
    for (const [code, one] of Object.entries(states)) {
      expect(one.jurisdiction).toBe(code)
    }
  })

  it("goes out whole", () => {
    const there = readdirSync(join(__dirname, "..")).filter((name) => name.endsWith(".json") && name !== "package.json")
    expect(files.filter((name) => name.endsWith(".json")).sort()).toEqual(there.sort())
  })

  it("names each rule within its jurisdiction, and never two for one day", () => {
    for (const { jurisdiction, rules } of all) {
      for (const [index, rule] of rules.entries()) {
        expect(rule.id.startsWith(`${jurisdiction.toLowerCase()}.`)).toBe(true)
        expect((rule.effective_from ?? "0000") <= (rule.effective_to ?? "9999")).toBe(true)
        const clashes = rules.slice(index + 1).filter((other) => other.id === rule.id && overlap(rule, other))
        expect(clashes.map(({ id }) => id)).toEqual([])
      }
    }
  })

  it("knows every source it names, and names every source it knows", () => {
    const used = new Set(all.flatMap(({ rules }) => rules.flatMap((rule) => rule.sources)))
    expect([...used].sort()).toEqual(Object.keys(sources).sort())
  })

  it("relies on nothing of low confidence, neither on a rule nor on a cap", () => {
    const doubted = all.flatMap(({ rules }) => rules.flatMap((rule) => [rule, ...caps(rule)]))
    for (const one of doubted.filter(({ confidence }) => confidence === "low")) {
      expect(one).toMatchObject({ enabled: false, needs_confirmation: true })
    }
    expect(doubted.some(({ confidence }) => confidence === "low")).toBe(true)
  })

  it("refers only to rules that are there", () => {
    for (const { rules } of all) {
      const ids = new Set(rules.map(({ id }) => id))
      const refers = rules.flatMap((rule) =>
        rule.kind === "tax"
          ? [...rule.value.plus, ...(rule.value.rounds_with ? [rule.value.rounds_with] : [])]
          : rule.kind === "purchase_limit"
            ? (rule.value.beside ?? [])
            : []
      )
      expect(refers.filter((id) => !ids.has(id))).toEqual([])
    }
  })

  it("gives no product two caps of one rule, unless by age", () => {
    for (const rule of all.flatMap(({ rules }) => rules)) {
      const lists = rule.kind === "purchase_limit" ? [rule.value.caps, rule.value.sublimits ?? []] : []
      for (const list of lists) {
        const counted = list.filter((cap) => cap.age_max === undefined).flatMap((cap) => cap.counts)
        const twice = counted.filter((bucket, index) => counted.indexOf(bucket) !== index)
        // California weighs the concentrate inside a product: its own cap, and no other.
        expect(twice).toEqual([])
      }
    }
  })

  it("steps New Mexico's excise up a point every July, without a gap", () => {
    const rows = states.NM.rules.filter(({ id }) => id === "nm.tax.excise") as Rule<"tax">[]
    expect(rows.map(({ effective_from, value }) => [effective_from, value.rate])).toEqual([
      [null, "0.12"],
      ["2025-07-01", "0.13"],
      ["2026-07-01", "0.14"],
      ["2027-07-01", "0.15"],
      ["2028-07-01", "0.16"],
      ["2029-07-01", "0.17"],
      ["2030-07-01", "0.18"],
    ])
  })
})

const index = states.WA.rules.findIndex(({ id }) => id === "wa.purchase_limit.adult")

describe("the schema", () => {
  const defects: [string, (wa: any) => void][] = [
    ["a number where the law's text is asked for", (wa) => (wa.rules[index].value.caps[0].max = 1)],
    ["a decimal with a comma", (wa) => (wa.rules[index].value.caps[0].max = "1,5")],
    ["a negative cap", (wa) => (wa.rules[index].value.caps[0].max = "-1")],
    ["an unknown unit", (wa) => (wa.rules[index].value.caps[0].unit = "ounces")],
    ["an unknown bucket", (wa) => (wa.rules[index].value.caps[0].counts = ["flowers"])],
    ["a cap that counts nothing", (wa) => (wa.rules[index].value.caps[0].counts = [])],
    ["a limit without caps", (wa) => (wa.rules[index].value.caps = [])],
    ["an unknown mode", (wa) => (wa.rules[index].value.mode = "any")],
    ["a rolling window without hours", (wa) => (wa.rules[index].value.window = { type: "rolling" })],
    ["a window of a day with hours", (wa) => (wa.rules[index].value.window = { type: "calendar_day", hours: 24 })],
    ["an unknown kind", (wa) => (wa.rules[index].kind = "limit")],
    ["a value of another kind", (wa) => (wa.rules[index].kind = "tax")],
    ["a rule without source", (wa) => (wa.rules[index].sources = [])],
    ["a rule without confidence", (wa) => delete wa.rules[index].confidence],
    ["a rule without its day", (wa) => delete wa.rules[index].effective_from],
    ["a day that is none", (wa) => (wa.rules[index].effective_from = "7 January 2025")],
    ["a low rule that is on", (wa) => Object.assign(wa.rules[index], { confidence: "low" })],
    [
      "a low cap that is on",
      (wa) => Object.assign(wa.rules[index].value.caps[0], { confidence: "low", enabled: true }),
    ],
    ["a misspelt field", (wa) => (wa.rules[index].effectiv_to = null)],
    [
      "a tax without rate that is not local",
      (wa) => (wa.rules.find((rule: any) => rule.kind === "tax").value.rate = null),
    ],
  ]

  it.each(defects)("refuses %s", (_name, plant) => {
    const wa = copy(states.WA)
    expect(wa.rules[index].id).toBe("wa.purchase_limit.adult")
    plant(wa)
    expect(validate(wa)).toBe(false)
  })
})

describe("the version", () => {
  it("has a number, a day and a hash of the content", () => {
    expect(version).toEqual({
      number: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      as_of: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it("does not see the order of keys, and sees every value", () => {
    expect(canonical({ b: [1, null], a: "x" })).toBe(canonical({ a: "x", b: [1, null] }))
    const changed = copy(states.WA)
    ;(named("WA", "wa.purchase_limit.adult") as Rule<"purchase_limit">).value.caps.forEach((cap, at) => {
      expect(cap.max).toBe((changed.rules[index] as Rule<"purchase_limit">).value.caps[at].max)
    })
    ;(changed.rules[index] as Rule<"purchase_limit">).value.caps[0].max = "1.0"
    expect(canonical(changed)).not.toBe(canonical(states.WA))
  })
})
