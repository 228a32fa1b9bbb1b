import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { federal, states, type Cap, type Rule } from ".."

/** The study behind the data is not part of the repository: where it lies beside, no number of it may be lost. */
const file = ["../../../../shared", "../../../../../shared"]
  .map((folder) => join(__dirname, folder, "research/state-rules.json"))
  .find(existsSync)
const study = file ? JSON.parse(readFileSync(file, "utf8")) : {}
const codes = Object.keys(study).filter((code) => !code.startsWith("_"))

const rules = (code: string, id: string) =>
  states[code].rules.filter((rule) => rule.id === `${code.toLowerCase()}.${id}`)
const one = (code: string, id: string) => {
  const found = rules(code, id)
  expect(found).toHaveLength(1)
  return found[0] as Rule<any>
}
const value = (code: string, id: string) => one(code, id).value as any

/** Numbers as text, in every depth, but for ids and prose. */
function numbers(input: unknown): number[] {
  if (typeof input === "number") {
    return [input]
  }
  return input && typeof input === "object" ? Object.values(input).flatMap(numbers) : []
}
const decimals = (input: unknown): number[] =>
  typeof input === "string" && /^\d+(\.\d+)?$/.test(input)
    ? [Number(input)]
    : input && typeof input === "object"
      ? Object.values(input).flatMap(decimals)
      : []

function expectCap(found: Cap | undefined, wanted: any) {
  expect(found).toBeDefined()
  expect([found!.bucket, Number(found!.max)]).toEqual([wanted.bucket, wanted.max])
  const renamed: Record<string, string[]> = { oz: ["oz", "fl_oz"], g: ["g", "g_thc"], count: ["each", "program_unit"] }
  expect(renamed[wanted.unit] ?? [{ units: "each" }[wanted.unit as string] ?? wanted.unit]).toContain(found!.unit)
  expect(found!.confidence).toBe(wanted.confidence)
  expect([found!.age_min, found!.age_max]).toEqual([wanted.age_min, wanted.age_max])
}

function expectLimit(code: string, wanted: any) {
  const rule = one(code, `purchase_limit.${wanted.customer}`)
  const { caps, sublimits = [], mode, window } = rule.value
  const list = [...wanted.caps, ...(wanted.variants ?? [])]
  expect(caps).toHaveLength(list.length)
  list.forEach((cap, index) => expectCap(caps[index], cap))
  expect(sublimits).toHaveLength(wanted.sublimits?.length ?? 0)
  wanted.sublimits?.forEach((cap: any, index: number) => expectCap(sublimits[index], cap))
  expect(rule.sources).toEqual(wanted.sources)
  expect(rule.confidence).toBe(wanted.window.confidence ?? wanted.confidence)
  // With one cap, "or its equivalent" is a flower equivalent.
  expect(mode).toBe(`${code} ${wanted.customer}` === "MO medical" ? "flower_equivalent" : wanted.mode)
  if (wanted.window.days) {
    expect(window).toEqual({ type: "rolling", hours: wanted.window.days * 24 })
  }
  if (wanted.also) {
    const beside = states[code].rules.filter((other: any) => other.value.beside === rule.id) as Rule<any>[]
    expect(beside.map((other) => Number(other.value.caps[0].max))).toEqual(Object.values(wanted.also))
  }
}

if (file) {
  describe("beside the study", () => {
    it("has the states of the study", () => {
      expect(Object.keys(states).sort()).toEqual(codes.sort())
    })

    it.each(codes)("has the limits and equivalences of %s", (code) => {
      for (const limit of study[code].limits) {
        expectLimit(code, limit)
      }
      const wanted = study[code].equivalency
      if (wanted) {
        const given = Object.keys(wanted).flatMap((key) =>
          key.startsWith("two_") ? [2] : key.startsWith("one_") ? [1] : []
        )
        expect(decimals(value(code, "equivalency"))).toEqual(
          wanted.type === "dcp_table" ? [0.08, 5] : [...given, ...numbers(wanted)]
        )
      }
    })

    it.each(codes)("has the taxes of %s", (code) => {
      for (const tax of study[code].tax_components) {
        const rows = rules(code, `tax.${tax.id.slice(3)}`) as Rule<"tax">[]
        const rates = tax.history ? tax.history.map(({ rate }: any) => rate) : [tax.rate]
        expect(rows.map(({ value: { rate } }) => (rate === null ? null : Number(rate)))).toEqual(rates)
        expect(rows.every(({ confidence }) => confidence === tax.confidence)).toBe(true)
        expect(rows.some(({ effective_from }) => effective_from === tax.effective_from)).toBe(true)
        const conditions = numbers([tax.condition ?? {}, tax.max_rate])
        expect(decimals([rows[0].value.applies_to ?? {}, rows[0].value.max_rate])).toEqual(conditions)
      }
      for (const rate of numbers(study[code].medical_tax)) {
        expect(decimals(value(code, "medical_tax"))).toContain(rate)
      }
    })

    it.each(codes)("has hours, delivery, ages, records, product and hemp caps of %s", (code) => {
      const { hours, delivery, ages, records, product_caps: caps, hemp } = study[code]
      if (hours) {
        expect(value(code, "hours")).toMatchObject({ open: hours.open, close: hours.close })
        expect(value(code, "delivery").adult_home_delivery).toBe(delivery.adult_home_delivery)
        expect(value(code, "delivery").medical_home_delivery).toBe(delivery.medical_home_delivery)
        expect(value(code, "records").years).toBe(records.years)
        expect(value(code, "age.adult").from_age).toBe(ages.adult)
        expect(value(code, "age.medical").from_age).toBe(ages.medical_self_purchase)
      }
      if (caps) {
        expect(decimals(value(code, "product_caps"))).toEqual(numbers(caps))
      }
      const shipping = rules(code, "hemp_shipping").map((rule) => rule.value as any)
      expect(shipping[0]).toMatchObject({
        thca_flower_ship_in: hemp.thca_flower_ship_in,
        intoxicating_edible_ship_in: hemp.intoxicating_edible_ship_in,
        min_age: hemp.min_age,
      })
      expect(decimals(shipping[0].caps)).toEqual(numbers(hemp.caps))
    })

    it("has the federal numbers", () => {
      const { hemp_781: hemp } = study._federal
      expect(federal.rules[0].effective_from).toBe(hemp.enacted_effective_from)
      expect(federal.rules[0].value).toMatchObject({
        total_thc_pct_max_dry: String(hemp.total_thc_pct_max_dry),
        thca_factor: String(hemp.thca_factor),
        total_thc_mg_per_container_max: String(hemp.final_product_total_thc_mg_per_container),
      })
    })
  })
} else {
  it("has no study beside it", () => expect(file).toBeUndefined())
}
