import type { MenuItem } from "../../../types"
import { planItem, type ExistingProduct, type MenuShop } from "../plan-item"
import { withLines } from "../plan-menu"
import { readMenu } from "../read-menu"

const size = (id: unknown, price_cents: unknown, name: unknown = "1 g") => ({
  id,
  name,
  price_cents,
  unit: "g",
  unit_type: "weight",
  quantity_on_hand: 7,
})

const row = (id: unknown, name: unknown, ...prices: unknown[]) => ({
  id,
  name,
  brand: "Invented",
  strain: "Strain",
  flower_type: "hybrid",
  product_type: "flower",
  product_image: { og: "https://pictures.example/og.jpg", thumb: "http://pictures.example/thumb.jpg" },
  thc: { low: 18, high: 22, unit_type: "%" },
  cbd: null,
  prices,
})

const feed = (...menu_items: unknown[]) => ({
  menu_feed: { menu_groups: [{ name: "Flower", category_guid: "g1", description: "", menu_items }] },
})

const shop: MenuShop = {
  currency_code: "usd",
  sales_channel_id: "sc_1",
  shipping_profile_id: "sp_1",
  manage_inventory: true,
  categories: { g1: "cat_1" },
}

const item = (...prices: unknown[]): MenuItem =>
  readMenu([feed(row(1, "Fog", ...(prices.length ? prices : [size(10, 1200)])))])!.items[0]

/** The product that the plan for a new item makes, as the shop would read it again. */
function made(from: MenuItem, more: Partial<ExistingProduct> = {}): ExistingProduct {
  const [create] = planItem(from, undefined, shop).work.create
  return {
    id: "prod_1",
    external_id: create.external_id,
    status: create.status,
    metadata: { posabit: { ...create.metadata.posabit, complete: true } },
    categories: create.category_ids.map((id: string) => ({ id })),
    options: [{ id: "opt_1", title: "Size", values: create.options[0].values.map((value: string) => ({ value })) }],
    variants: create.variants.map((variant: any, n: number) => ({
      ...variant,
      id: `variant_${n}`,
      prices: variant.prices.map((price: any) => ({ ...price, id: `price_${n}` })),
    })),
    ...more,
  }
}

describe("reading a menu", () => {
  it("makes items of groups, ranges and sizes", () => {
    const menu = readMenu([feed(row(1, "Fog", size(10, 1200), size(11, 4000, "3.5 g")))])!
    expect(menu.groups).toEqual([{ id: "g1", name: "Flower", description: null }])
    expect(menu.items).toMatchObject([
      {
        id: "1",
        image: "https://pictures.example/og.jpg",
        thumbnail: null,
        thc: { low: 18, high: 22, unit: "%" },
        cbd: null,
        groups: ["g1"],
        sizes: [
          { id: 10, price_cents: 1200, quantity_on_hand: 7 },
          { id: 11, price_cents: 4000, name: "3.5 g" },
        ],
      },
    ])
    expect(menu.problems).toEqual([])
  })

  it("takes an item of two groups or feeds for one", () => {
    const other = { menu_feed: { menu_groups: [{ name: "New", category_guid: "g0", menu_items: [row(1, "Fog")] }] } }
    const menu = readMenu([feed(row(1, "Fog", size(10, 1200))), other])!
    expect(menu.items).toMatchObject([{ groups: ["g0", "g1"] }])
  })

  it.each([
    ["no price", [row(1, "Fog", size(10, null))]],
    ["half a cent", [row(1, "Fog", size(10, 10.5))]],
    ["a price of nothing", [row(1, "Fog", size(10, 0))]],
    ["a price below nothing", [row(1, "Fog", size(10, -5))]],
    ["no size at all", [row(1, "Fog")]],
    ["no name", [row(1, null, size(10, 100))]],
    ["no id", [row(undefined, "Fog", size(10, 100))]],
    ["a size without an id", [row(1, "Fog", size("abc", 100))]],
    ["nothing but text", ["Fog"]],
  ])("names an item with %s and leaves it out", (_name, rows) => {
    const menu = readMenu([feed(...rows)])!
    expect(menu.items).toEqual([])
    expect(menu.problems.length).toBeGreaterThan(0)
  })

  it("sells a size by one item, and tells sizes of one name apart", () => {
    const menu = readMenu([feed(row(1, "Fog", size(10, 100), size(11, 200)), row(2, "Rain", size(10, 100)))])!
    expect(menu.items.map(({ id }) => id)).toEqual(["1"])
    expect(menu.items[0].sizes.map(({ name }) => name)).toEqual(["1 g", "1 g (11)"])
    expect(menu.problems).toMatchObject([{ item_id: "2" }])
  })

  it.each([[undefined], [null], ["<html>"], [{}], [{ menu_feed: {} }], [{ menu_feed: { menu_groups: {} } }]])(
    "is none for %j",
    (body) => expect(readMenu([feed(row(1, "Fog", size(10, 100))), body])).toBeUndefined()
  )
})

describe("planning an item", () => {
  it("makes a product with the register's ids, in the store's currency", () => {
    const { work, line } = planItem(item(), undefined, shop)
    expect(line).toMatchObject({ action: "created" })
    expect(work.create[0]).toMatchObject({
      external_id: "posabit:1",
      handle: "fog-1",
      status: "published",
      category_ids: ["cat_1"],
      variants: [
        { sku: "POSABIT-10", prices: [{ amount: 12, currency_code: "usd" }], metadata: { posabit_product_id: 10 } },
      ],
    })
  })

  it("has nothing to do for a product that is as the menu says", () => {
    const { work, line } = planItem(item(), made(item()), shop)
    expect(line).toBeUndefined()
    expect(Object.values(work).flat()).toEqual([])
  })

  it("keeps the prices of other currencies when one changes, and the names that staff gave", () => {
    const product = made(item())
    product.variants[0].prices.push({ id: "price_eur", amount: 11, currency_code: "eur" })
    const { work, line } = planItem(item(size(10, 1300)), product, shop)
    expect(line).toMatchObject({ action: "updated", changes: ["price"] })
    expect(work.update).toEqual([])
    expect(work.variants).toEqual([
      {
        id: "variant_0",
        prices: [
          { id: "price_eur", amount: 11, currency_code: "eur" },
          { id: "price_0", amount: 13, currency_code: "usd" },
        ],
      },
    ])
  })

  it("adds a size with its value, and takes the price from one that is gone", () => {
    const { work, line } = planItem(item(size(11, 4000, "3.5 g")), made(item()), shop)
    expect(line?.changes).toEqual(["size", "size withdrawn"])
    expect(work.new_variants).toMatchObject([{ sku: "POSABIT-11", product_id: "prod_1" }])
    expect(work.values).toEqual([{ product_id: "prod_1", product_option_id: "opt_1", add: [{ value: "3.5 g" }] }])
    expect(work.variants).toEqual([{ id: "variant_0", prices: [] }])
  })

  it("makes a product anew that a crash cut off", () => {
    const whole = made(item())
    const product = { ...whole, metadata: { posabit: { ...whole.metadata!.posabit, complete: false } }, variants: [] }
    const { work, line } = planItem(item(), product, shop)
    expect(line).toMatchObject({ action: "created" })
    expect(work.create).toHaveLength(1)
    expect(work.complete).toEqual(["posabit:1"])
  })

  it("publishes again what it had withdrawn, and leaves drafts of staff alone", () => {
    const whole = made(item(), { status: "draft" })
    expect(planItem(item(), whole, shop).line).toBeUndefined()
    const withdrawn = { posabit: { ...whole.metadata!.posabit, withdrawn_at: "2026-11-22T00:00:00Z" } }
    const { work } = planItem(item(), { ...whole, metadata: withdrawn }, shop)
    expect(work.update).toMatchObject([{ status: "published" }])
    expect(work.update[0].metadata.posabit).not.toHaveProperty("withdrawn_at")
  })

  it("refuses new sizes for a product with other options than the menu's", () => {
    const product = { ...made(item()), options: [{ id: "opt_1", title: "Colour", values: [] }] }
    expect(() => planItem(item(size(10, 1200), size(11, 4000, "3.5 g")), product, shop)).toThrow("other options")
  })
})

describe("a report", () => {
  it("keeps what failed when it gets too long, and says that it is cut", () => {
    const empty = { lines: [], problems: [], is_cut: false }
    const line = (n: number, action: "updated" | "failed") => ({ item_id: String(n), name: "", action, changes: [] })
    const report = withLines(
      withLines(
        empty,
        Array.from({ length: 400 }, (_, n) => line(n, "updated"))
      ),
      [line(500, "failed")]
    )
    expect(report.lines).toHaveLength(400)
    expect(report.lines[0].item_id).toBe("500")
    expect(report.is_cut).toBe(true)
  })
})
