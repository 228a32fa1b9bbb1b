import { checkFacts } from "../check-facts"
import { LIMIT_BUCKETS, toFlOz } from "../fact-names"
import { factsMissingReasons } from "../facts-gate"
import { advisedFacts, missingFacts } from "../missing-facts"

const flower = {
  limit_bucket: "flower",
  route: "inhaled",
  net_weight_g: 3.5,
  units_per_package: 1,
  thc_pct: 24,
  total_thc_mg: 840,
} as const
const gummies = {
  limit_bucket: "edible_solid",
  route: "oral",
  net_weight_g: 45,
  units_per_package: 10,
  thc_mg_per_unit: 10,
  total_thc_mg: 100,
} as const
const can = {
  limit_bucket: "low_dose_liquid_thc",
  is_low_dose_liquid: true,
  route: "oral",
  net_volume_ml: 355,
  units_per_package: 1,
  thc_mg_per_unit: 4,
  total_thc_mg: 4,
} as const

describe("missingFacts", () => {
  it("asks each bucket for the fact its limit is counted in", () => {
    const empty = Object.fromEntries(
      LIMIT_BUCKETS.map((limit_bucket) => [limit_bucket, missingFacts({ limit_bucket })])
    )
    expect(empty.flower).toContain("net_weight_g")
    expect(empty.concentrate).toContain("net_weight_g")
    expect(empty.edible_solid).toContain("net_weight_g")
    expect(empty.edible_liquid).toContain("net_volume_ml")
    expect(empty.low_dose_liquid_thc).toContain("total_thc_mg")
    expect(empty.otherwise_taken).toContain("units_per_package")
    expect(empty.none).toEqual([])
  })

  it("lacks the bucket itself where there are no facts", () => {
    expect(missingFacts(null)).toEqual(["limit_bucket"])
    expect(missingFacts(undefined)).toEqual(["limit_bucket"])
  })

  it("takes zero for a fact: a CBD flower without THC is known to have none", () => {
    expect(missingFacts({ ...flower, thc_pct: 0, total_thc_mg: 0 })).toEqual([])
  })

  it("recommends label facts and a lot, but not for accessories", () => {
    expect(advisedFacts({ ...flower, brand: "B", producer_licence: "1", total_cbd_mg: 0 })).toEqual(["lot"])
    expect(advisedFacts({ limit_bucket: "none" })).toEqual([])
  })
})

describe("checkFacts", () => {
  it.each([
    flower,
    gummies,
    can,
    { limit_bucket: "none" as const },
    { limit_bucket: "none" as const, total_thc_mg: 0 },
  ])("finds nothing wrong with %j", (facts) => expect(checkFacts(facts)).toEqual([]))

  it("lets a label be rounded", () => {
    expect(checkFacts({ ...flower, total_thc_mg: 841.2 })).toEqual([])
    expect(checkFacts({ ...gummies, units_per_package: 3, thc_mg_per_unit: 3.33, total_thc_mg: 10 })).toEqual([])
  })

  it.each([
    ["a slipped digit", { ...gummies, total_thc_mg: 1000 }, "total_thc_mg"],
    ["a percentage that is not of this weight", { ...flower, net_weight_g: 7 }, "total_thc_mg"],
    ["CBD that is not of this weight", { ...flower, cbd_pct: 1, total_cbd_mg: 350 }, "total_cbd_mg"],
    [
      "a low-dose drink with more than 4 mg a unit",
      { ...can, thc_mg_per_unit: 4.1, total_thc_mg: 4.1 },
      "thc_mg_per_unit",
    ],
    ["a low-dose bucket without its flag", { ...can, is_low_dose_liquid: false }, "is_low_dose_liquid"],
    ["the low-dose flag in another bucket", { ...gummies, is_low_dose_liquid: true }, "is_low_dose_liquid"],
    ["an accessory with THC", { limit_bucket: "none" as const, total_thc_mg: 5 }, "limit_bucket"],
    // The trap of WAC 314-55-095: a patch counted as a liquid would fall into the hugest bucket.
    [
      "a suppository among the liquids",
      { limit_bucket: "edible_liquid" as const, route: "otherwise" as const },
      "route",
    ],
    ["more than all of it", { ...flower, thc_pct: 60, total_thc_mg: 2100, cbd_pct: 50 }, "cbd_pct"],
  ])("finds %s", (_, facts, field) => {
    expect(checkFacts(facts).map((problem) => problem.field)).toContain(field)
  })
})

describe("factsMissingReasons", () => {
  const line = (product_facts: unknown, changes = {}) => ({
    id: "line_1",
    variant_id: "variant_1",
    title: "Grey Test",
    quantity: 1,
    variant: { id: "variant_1", sku: "TST-1G", title: "3.5 g", product_facts },
    ...changes,
  })

  it("lets known cannabis and accessories pass", () => {
    expect(factsMissingReasons([line(flower), line({ limit_bucket: "none" })])).toEqual([])
  })

  it("names the variant and every missing fact", () => {
    expect(factsMissingReasons([line({ ...flower, net_weight_g: null, thc_pct: null })])).toEqual([
      {
        code: "compliance.facts_missing",
        message: "Grey Test, 3.5 g cannot be sold: net_weight_g, thc_pct not known.",
        facts: { variant_id: "variant_1", sku: "TST-1G", missing: ["net_weight_g", "thc_pct"] },
      },
    ])
  })

  it("blocks a variant without facts and a line without a variant, once each", () => {
    const reasons = factsMissingReasons([
      line(null),
      line(undefined, { id: "line_2" }),
      line(flower, { variant_id: null, variant: null, id: "line_3" }),
    ])
    expect(reasons.map(({ facts }) => facts)).toEqual([
      { variant_id: "variant_1", sku: "TST-1G", missing: ["limit_bucket"] },
      { variant_id: null, sku: null, missing: ["limit_bucket"] },
    ])
  })
})

it("derives US fluid ounces", () => {
  expect(toFlOz(355)).toBe(12.004)
  expect(toFlOz(null)).toBeNull()
})
