import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { CatalogRow } from "../catalog-columns"
import { advisedFacts, missingFacts } from "../missing-facts"
import { parseCatalog } from "../parse-catalog"

const { rows, errors } = parseCatalog(readFileSync(join(__dirname, "../../../../../data/catalog/products.csv"), "utf8"))
const distinct = <T>(values: T[]) => [...new Set(values)]
const products = distinct(rows.map(({ handle }) => handle)).map((handle) => rows.find((row) => row.handle === handle)!)
const cannabis = rows.filter(({ limit_bucket }) => limit_bucket !== "none")
const where = (bucket: string) => rows.filter(({ limit_bucket }) => limit_bucket === bucket)
const skus = (of: CatalogRow[]) => of.map(({ sku }) => sku)

describe("the catalog that is shipped", () => {
  it("can be imported as it is and lacks no fact", () => {
    expect(errors).toEqual([])
    expect(skus(rows.filter((row) => missingFacts(row).length))).toEqual([])
    expect(skus(cannabis.filter((row) => advisedFacts({ ...row, lot_id: row.lot_code }).length))).toEqual([])
  })

  it("has at least 80 products, each with a description of its own, in every kind of goods", () => {
    expect(products.length).toBeGreaterThanOrEqual(80)
    expect(distinct(products.map(({ description }) => description))).toHaveLength(products.length)
    expect(distinct(rows.map(({ limit_bucket }) => limit_bucket))).toHaveLength(7)
    expect(distinct(products.map(({ category }) => category)).sort()).toEqual([
      "Accessories",
      "CBD",
      "Concentrates",
      "Drinks",
      "Edibles",
      "Flower",
      "Infused pre-rolls",
      "Pre-rolls",
      "Tinctures",
      "Topicals",
      "Vapes",
    ])
  })

  it("has flower in the five sizes of the shelf", () => {
    const sizes = distinct(rows.filter(({ category }) => category === "Flower").map(({ net_weight_g }) => net_weight_g))
    expect(sizes.sort((a, b) => a! - b!)).toEqual([1, 3.5, 7, 14, 28])
  })

  // WAC 314-55-095 and the caps of the jurisdiction data: 10 mg a serving, 100 mg a package, 1 g a concentrate unit.
  it("keeps Washington's caps", () => {
    const infused = rows.filter(({ limit_bucket }) => /edible|liquid|otherwise/.test(limit_bucket))
    expect(
      skus(infused.filter(({ thc_mg_per_unit, total_thc_mg }) => thc_mg_per_unit! > 10 || total_thc_mg! > 100))
    ).toEqual([])
    expect(
      skus(where("concentrate").filter(({ net_weight_g, units_per_package }) => net_weight_g! / units_per_package! > 1))
    ).toEqual([])
    expect(skus(where("low_dose_liquid_thc").filter(({ thc_mg_per_unit }) => thc_mg_per_unit! > 4))).toEqual([])
  })

  it("counts infused pre-rolls and vapes as concentrates, as Washington does", () => {
    const inhaled = rows.filter(({ category }) => category === "Infused pre-rolls" || category === "Vapes")
    expect(distinct(inhaled.map(({ limit_bucket }) => limit_bucket))).toEqual(["concentrate"])
  })

  it("gives every cannabis product a lot that passed its tests, and accessories none", () => {
    expect(skus(cannabis.filter(({ lab_result, lot_code }) => !lot_code || lab_result !== "passed"))).toEqual([])
    expect(skus(rows.filter(({ category, lot_code }) => category === "Accessories" && lot_code))).toEqual([])
  })
})
