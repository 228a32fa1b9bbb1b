import { CATALOG_COLUMNS } from "../catalog-columns"
import { CatalogImportError } from "../catalog-import-error"
import { MAX_ERRORS, MAX_ROWS, parseCatalog } from "../parse-catalog"
import { catalogOf, flowerRow, secondSize } from "./catalog-rows"

const errorsOf = (csv: string) => parseCatalog(csv).errors

describe("parseCatalog", () => {
  it("reads numbers, days, flags and terpenes, and takes an empty cell for not known", () => {
    const { rows, errors } = parseCatalog(catalogOf([flowerRow({ allergens: "", net_volume_ml: "" })]))
    expect(errors).toEqual([])
    expect(rows).toEqual([
      expect.objectContaining({
        line: 2,
        sku: "TST-1G",
        price_usd: 10.5,
        stock: 12,
        is_infused: false,
        thc_pct: 20,
        net_volume_ml: null,
        allergens: null,
        expires_on: "2027-10-01",
        terpenes: [
          { name: "myrcene", percent: 0.62 },
          { name: "limonene", percent: 0.41 },
        ],
      }),
    ])
  })

  it("reads a file as spreadsheets save it: BOM, CRLF, columns in another order", () => {
    const csv = "\uFEFF" + catalogOf([flowerRow()], [...CATALOG_COLUMNS].reverse()).replace(/\n/g, "\r\n")
    expect(parseCatalog(csv)).toMatchObject({ errors: [], rows: [{ sku: "TST-1G", line: 2 }] })
  })

  it.each([
    ["price_usd", "10,50", "is not a number with at most 2 decimals"],
    ["price_usd", "1e3", "is not a number with at most 2 decimals"],
    ["price_usd", "0", "is not between 0.01 and 100000"],
    ["price_usd", "", "is empty"],
    ["stock", "-1", "is not a whole number"],
    ["limit_bucket", "flowers", "is not one of flower, concentrate"],
    ["thc_pct", "120", "is not between 0 and 100"],
    ["handle", "Grey Test", "is not lower-case words"],
    ["is_infused", "no", "is not true or false"],
    ["expires_on", "2027-02-30", "is not a day of the calendar"],
    ["expires_on", "01/10/2027", "is not a day written YYYY-MM-DD"],
    ["expires_on", "2026-09-30", "is before packed_on"],
    ["coa_number", "", "is needed for a lot that passed"],
    ["terpenes", "myrcene", "is not a terpene with its percent"],
    ["total_thc_mg", "2000", "mg is not 20 % of 1 g"],
    ["is_low_dose_liquid", "true", "is only for the bucket low_dose_liquid_thc"],
    ["image_url", "javascript:alert(1)", "is not an https address"],
    ["title", "x".repeat(151), "is longer than 150 characters"],
    ["lot_code", "", "is empty, but lot_status is not"],
  ])("reports %s %s with its line and column", (column, value, message) => {
    const errors = errorsOf(catalogOf([secondSize(), flowerRow({ [column]: value })]))
    expect(errors).toContainEqual({ line: 3, column, message: expect.stringContaining(message) })
  })

  it("counts the lines of cells that hold line breaks", () => {
    const errors = errorsOf(
      catalogOf([
        flowerRow({ description: "One\ntwo\nthree" }),
        secondSize({ description: "One\ntwo\nthree", price_usd: "x" }),
      ])
    )
    expect(errors).toEqual([expect.objectContaining({ line: 5, column: "price_usd" })])
  })

  it("reports the mistakes of all rows at once, in the order of the lines", () => {
    const errors = errorsOf(catalogOf([flowerRow({ stock: "many" }), secondSize({ price_usd: "x", thc_pct: "y" })]))
    expect(errors.map(({ line, column }) => [line, column])).toEqual([
      [2, "stock"],
      [3, "price_usd"],
      [3, "thc_pct"],
    ])
  })

  it.each([
    [
      "another title for one product",
      secondSize({ title: "Other" }),
      "title",
      "differs from line 2, which has the same handle",
    ],
    [
      "another lab for one lot",
      secondSize({ lab_name: "Other" }),
      "lab_name",
      "differs from line 2, which has the same lot_code",
    ],
    ["a SKU twice", secondSize({ sku: "tst-1g" }), "sku", "is on line 2 already"],
    ["a size twice", secondSize({ size: "1 G" }), "size", "is on line 2 already"],
  ])("reports %s", (_, row, column, message) => {
    expect(errorsOf(catalogOf([flowerRow(), row]))).toContainEqual({ line: 3, column, message })
  })

  it("lets a second row of a product repeat its terpenes, which are a list", () => {
    expect(errorsOf(catalogOf([flowerRow(), secondSize()]))).toEqual([])
  })

  it("says which columns are unknown, missing or there twice", () => {
    const columns = [
      "sku",
      "sku",
      "colour",
      ...CATALOG_COLUMNS.filter((column) => column !== "sku" && column !== "price_usd"),
    ]
    expect(errorsOf(catalogOf([flowerRow()], columns))).toEqual([
      { line: 1, column: "colour", message: "is not a column of a catalog" },
      { line: 1, column: "sku", message: "is there twice" },
      { line: 1, column: "price_usd", message: "is missing" },
    ])
  })

  it.each([
    ["", "The file is empty"],
    [catalogOf([]), "The file holds no products"],
    [`${catalogOf([flowerRow()])}"open`, "This is not CSV"],
    [`${catalogOf([flowerRow()])}a,b,c\n`, "has 3 cells"],
  ])("refuses a file that is none", (csv, message) => {
    expect(errorsOf(csv)).toEqual([
      expect.objectContaining({ column: null, message: expect.stringContaining(message) }),
    ])
  })

  it("refuses more rows than it can check, and lists no more mistakes than people can read", () => {
    const line = catalogOf([flowerRow()]).split("\n")[1]
    const header = CATALOG_COLUMNS.join(",")
    expect(errorsOf([header, ...Array(MAX_ROWS + 1).fill(line)].join("\n"))).toEqual([
      { line: MAX_ROWS + 2, column: null, message: `More than ${MAX_ROWS} rows: divide the file` },
    ])

    const errors = errorsOf(catalogOf(Array.from({ length: 300 }, () => flowerRow({ stock: "x" }))))
    const error = new CatalogImportError(errors)
    expect(error.message).toContain("300 mistakes and nothing of it was applied. The first 200 are listed.")
    expect(error.reasons).toHaveLength(MAX_ERRORS)
    expect(error.reasons[0]).toEqual({
      code: "compliance.catalog_invalid",
      message: "Line 2, stock, is not a whole number",
      facts: { line: 2, column: "stock" },
    })
  })
})
