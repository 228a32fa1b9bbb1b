import type { CatalogState, ExistingProduct } from "../../types/import"
import { withoutEffect } from "../import-inputs"
import { parseCatalog } from "../parse-catalog"
import { planImport } from "../plan-import"
import { factsOf, lotOf } from "../planned-row"
import { catalogOf, flowerRow, secondSize } from "./catalog-rows"

const LOCATION = "sloc_1"
const options = { stock_location_id: LOCATION, overwrite_stock: false }
const rowsOf = (...rows: Record<string, string>[]) => parseCatalog(catalogOf(rows)).rows
const empty: CatalogState = { categories: [], products: [], foreign_skus: [], lots: [] }

/** The shop as an import of these rows leaves it. */
function shopAfter(rows: ReturnType<typeof rowsOf>): CatalogState {
  const [first] = rows
  const product: ExistingProduct = {
    id: "prod_1",
    handle: first.handle,
    title: first.title,
    subtitle: first.brand,
    description: first.description,
    thumbnail: "http://localhost:9000/product-images/generated/grey-test.svg",
    categories: [{ id: "pcat_1", handle: "flower" }],
    options: [{ id: "opt_1", title: "Size", values: rows.map(({ size }) => ({ value: size })) }],
    variants: rows.map((row, index) => ({
      id: `variant_${index}`,
      sku: row.sku,
      title: row.size,
      options: [{ value: row.size, option: { title: "Size" } }],
      prices: [
        { id: `price_${index}`, amount: row.price_usd, currency_code: "usd", rules_count: 0 },
        { id: `price_eur_${index}`, amount: 99, currency_code: "eur", rules_count: 0 },
      ],
      inventory_items: [
        {
          inventory_item_id: `iitem_${index}`,
          inventory: { location_levels: [{ location_id: LOCATION, stocked_quantity: row.stock - 3 }] },
        },
      ],
      product_facts: { ...factsOf(row), lot: { code: row.lot_code } },
    })),
  }
  return {
    categories: [{ id: "pcat_1", handle: "flower" }],
    products: [product],
    foreign_skus: [],
    lots: rows.slice(0, 1).map(lotOf),
  }
}

describe("planImport", () => {
  it("plans everything for an empty shop", () => {
    const { plan, errors } = planImport(rowsOf(flowerRow(), secondSize()), empty, options)
    expect(errors).toEqual([])
    expect(plan.categories).toEqual([{ name: "Flower", handle: "flower" }])
    expect(plan.new_products).toEqual([
      expect.objectContaining({ handle: "grey-test", subtitle: "Test Farms", sizes: ["1 g", "2 g"] }),
    ])
    expect(plan.lots).toHaveLength(1)
    expect(plan.counts).toMatchObject({
      rows: 2,
      products: { created: 1 },
      variants: { created: 2 },
      facts: { created: 2 },
      lots: { created: 1 },
    })
  })

  it("plans nothing for a file that was imported, also after goods were sold", () => {
    const rows = rowsOf(flowerRow(), secondSize())
    const { plan } = planImport(rows, shopAfter(rows), options)
    expect({ ...plan, counts: null }).toEqual({ ...withoutEffect(plan), counts: null })
    expect(plan.counts).toMatchObject({
      products: { created: 0, updated: 0, unchanged: 1 },
      variants: { created: 0, updated: 0, unchanged: 2 },
      facts: { created: 0, updated: 0, unchanged: 2 },
      lots: { created: 0, updated: 0, unchanged: 1 },
      stock_levels: { created: 0, updated: 0 },
    })
  })

  it("changes one price and keeps those of other currencies", () => {
    const rows = rowsOf(flowerRow())
    const { plan } = planImport(rowsOf(flowerRow({ price_usd: "12" })), shopAfter(rows), options)
    expect(plan.changed_variants).toEqual([
      {
        id: "variant_0",
        prices: [
          { id: "price_eur_0", amount: 99, currency_code: "eur" },
          { id: "price_0", amount: 12, currency_code: "usd" },
        ],
      },
    ])
    expect(plan.changed_products).toEqual([])
  })

  it("overwrites stock only when it is told to", () => {
    const rows = rowsOf(flowerRow())
    const { plan } = planImport(rows, shopAfter(rows), { ...options, overwrite_stock: true })
    expect(plan.changed_stock).toEqual([{ inventory_item_id: "iitem_0", location_id: LOCATION, stocked_quantity: 12 }])
  })

  it("adds a size to a product that is there, with its option value", () => {
    const { plan } = planImport(rowsOf(flowerRow(), secondSize()), shopAfter(rowsOf(flowerRow())), options)
    expect(plan.new_variants).toEqual([expect.objectContaining({ product_id: "prod_1", sku: "TST-2G" })])
    expect(plan.new_sizes).toEqual([{ product_id: "prod_1", product_option_id: "opt_1", add: [{ value: "2 g" }] }])
  })

  it("clears a fact that the file no longer gives, and follows the lot", () => {
    const rows = rowsOf(flowerRow())
    const next = rowsOf(flowerRow({ strain: "", lot_code: "LOT-2" }))
    const { plan } = planImport(next, shopAfter(rows), options)
    expect(plan.facts).toEqual([expect.objectContaining({ sku: "TST-1G", strain: null, lot_code: "LOT-2" })])
    expect(plan.lots.map(({ code }) => code)).toEqual(["LOT-2"])
  })

  it("moves into a new category without leaving those that staff chose", () => {
    const rows = rowsOf(flowerRow())
    const { plan } = planImport(rowsOf(flowerRow({ category: "Top Shelf" })), shopAfter(rows), options)
    expect(plan.changed_products).toEqual([
      { id: "prod_1", add_category_handle: "top-shelf", category_ids: ["pcat_1"] },
    ])
  })

  it("keeps the image of a product when the file names none", () => {
    const rows = rowsOf(flowerRow())
    const shop = shopAfter(rows)
    shop.products[0].thumbnail = "https://files.example.com/own.jpg"
    expect(planImport(rows, shop, options).plan.changed_products).toEqual([])
  })

  it("reports a SKU that belongs to another product, and a size that another SKU has", () => {
    const rows = rowsOf(flowerRow())
    expect(planImport(rows, { ...empty, foreign_skus: [{ sku: "TST-1G", handle: "other" }] }, options).errors).toEqual([
      { line: 2, column: "sku", message: "belongs to the product other" },
    ])
    expect(planImport(rowsOf(flowerRow({ sku: "NEW-1G" })), shopAfter(rows), options).errors).toEqual([
      { line: 2, column: "size", message: "is the size of SKU TST-1G of this product already" },
    ])
  })

  it("does not touch a product with options of its own", () => {
    const rows = rowsOf(flowerRow())
    const shop = shopAfter(rows)
    shop.products[0].options.push({ id: "opt_2", title: "Colour", values: [] })
    expect(planImport(rows, shop, options).errors).toEqual([expect.objectContaining({ line: 2, column: "handle" })])
  })
})
