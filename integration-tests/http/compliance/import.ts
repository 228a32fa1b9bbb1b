import { readFileSync } from "node:fs"
import { join } from "node:path"
import { mustSucceed, type HttpSuite } from "../../support"
import { catalogOf, flowerRow, secondSize } from "../../../plugins/compliance/src/lib/__tests__/catalog-rows"
import seed from "../../../src/scripts/seed"
import { callsOf, FLOWER, IMPORTS } from "./calls"

const SHIPPED = readFileSync(join(__dirname, "../../../data/catalog/products.csv"), "utf8")

/** Names of its own for each spec: nothing is taken back between them. */
let serial = 0
function names() {
  const n = ++serial
  return { handle: `spec-${n}`, title: `Spec ${n}`, lot_code: `SPEC-${n}` }
}

export function importSpecs(suite: HttpSuite) {
  const { post, rows, variantOf, audited, target } = callsOf(suite)

  const importCatalog = async (csv: string, more: object = {}) => post(IMPORTS, { csv, ...(await target()), ...more })
  const productsOf = (handle: string) =>
    rows("SELECT id, title FROM product WHERE handle = $1 AND deleted_at IS NULL", [handle])
  const sizesOf = (handle: string) =>
    rows(
      `SELECT v.sku, v.title, p.amount::float AS price, l.stocked_quantity::int AS stock, f.thc_pct, lot.code AS lot
         FROM product_variant v
         JOIN product ON product.id = v.product_id
         JOIN product_variant_price_set ps ON ps.variant_id = v.id
         JOIN price p ON p.price_set_id = ps.price_set_id AND p.deleted_at IS NULL
         JOIN product_variant_inventory_item i ON i.variant_id = v.id
         JOIN inventory_level l ON l.inventory_item_id = i.inventory_item_id AND l.deleted_at IS NULL
         LEFT JOIN compliance_product_facts f ON f.variant_id = v.id
         LEFT JOIN compliance_lot lot ON lot.id = f.lot_id
        WHERE product.handle = $1 AND v.deleted_at IS NULL ORDER BY v.sku`,
      [handle]
    )
  const everything = async () =>
    JSON.stringify(
      await Promise.all(
        [
          "product",
          "product_variant",
          "price",
          "product_category",
          "inventory_level",
          "product_option_value",
          "compliance_product_facts",
          "compliance_lot",
        ].map((table) =>
          rows(`SELECT count(*)::int AS n, max(updated_at) AS last FROM ${table} WHERE deleted_at IS NULL`)
        )
      )
    )

  describe("the import of a catalog", () => {
    it("changes nothing when the shipped file is imported again", async () => {
      const before = await everything()
      const { catalog_import } = mustSucceed(await importCatalog(SHIPPED))
      expect(catalog_import).toMatchObject({
        dry_run: false,
        categories: { created: 0 },
        products: { created: 0, updated: 0 },
        variants: { created: 0, updated: 0 },
        stock_levels: { created: 0, updated: 0 },
        facts: { created: 0, updated: 0 },
        lots: { created: 0, updated: 0 },
      })
      expect(catalog_import.products.unchanged).toBeGreaterThanOrEqual(80)
      expect(await everything()).toBe(before)
    })

    it("is part of a seed that can be run again and then changes nothing", async () => {
      const shop = [
        "store",
        "region",
        "sales_channel",
        "api_key",
        "tax_region",
        "stock_location",
        "shipping_option",
        "geo_zone",
      ]
      const state = async () =>
        JSON.stringify([
          await everything(),
          ...(await Promise.all(
            [...shop, `"user"`].map((table) => rows(`SELECT count(*)::int AS n, max(updated_at) AS last FROM ${table}`))
          )),
        ])
      const before = await state()
      await seed({ container: suite.container() })
      expect(await state()).toBe(before)
    })

    it("creates a product with its sizes, prices, stock, facts and lot", async () => {
      const own = names()
      const csv = catalogOf([
        flowerRow({ ...own, sku: `${own.handle}-a` }),
        secondSize({ ...own, sku: `${own.handle}-b`, price_usd: "19.95" }),
      ])
      const { catalog_import } = mustSucceed(await importCatalog(csv))

      expect(catalog_import).toMatchObject({
        rows: 2,
        products: { created: 1 },
        variants: { created: 2 },
        facts: { created: 2 },
        lots: { created: 1 },
      })
      expect(await sizesOf(own.handle)).toEqual([
        { sku: `${own.handle}-a`, title: "1 g", price: 10.5, stock: 12, thc_pct: 20, lot: own.lot_code },
        { sku: `${own.handle}-b`, title: "2 g", price: 19.95, stock: 12, thc_pct: 20, lot: own.lot_code },
      ])
      expect(await audited(await variantOf(`${own.handle}-a`))).toEqual([
        expect.objectContaining({ action: "compliance.product_facts_created", why: "Catalog import" }),
      ])
    })

    it("changes what differs, adds a size, and leaves the stock of what was sold alone", async () => {
      const own = names()
      const first = flowerRow({ ...own, sku: `${own.handle}-a` })
      mustSucceed(await importCatalog(catalogOf([first])))
      const next = catalogOf([
        { ...first, price_usd: "9", stock: "99", strain: "Renamed" },
        secondSize({ ...own, strain: "Renamed", sku: `${own.handle}-b` }),
      ])
      const { catalog_import } = mustSucceed(await importCatalog(next))

      expect(catalog_import).toMatchObject({
        products: { created: 0, updated: 0, unchanged: 1 },
        variants: { created: 1, updated: 1 },
        facts: { created: 1, updated: 1 },
        stock_levels: { created: 1, updated: 0 },
      })
      expect(await sizesOf(own.handle)).toMatchObject([
        { title: "1 g", price: 9, stock: 12 },
        { title: "2 g", price: 10.5, stock: 12 },
      ])
      expect(mustSucceed(await importCatalog(next, { overwrite_stock: true })).catalog_import.stock_levels).toEqual({
        created: 0,
        updated: 1,
      })
      expect((await sizesOf(own.handle))[0]).toMatchObject({ stock: 99 })
    })

    it("says what it would do in a dry run, and does nothing", async () => {
      const own = names()
      const before = await everything()
      const { catalog_import } = mustSucceed(
        await importCatalog(catalogOf([flowerRow({ ...own, sku: own.handle, category: "Spec only" })]), {
          dry_run: true,
        })
      )
      expect(catalog_import).toMatchObject({
        dry_run: true,
        categories: { created: 1 },
        products: { created: 1 },
        lots: { created: 1 },
      })
      expect(await everything()).toBe(before)
    })

    it("reports every bad row with line and column, and applies nothing of the file", async () => {
      const good = names()
      const bad = names()
      const before = await everything()
      const answer = await importCatalog(
        catalogOf([
          flowerRow({ ...good, sku: good.handle }),
          flowerRow({ ...bad, sku: bad.handle, price_usd: "ten", thc_pct: "200" }),
          flowerRow({ ...names(), sku: FLOWER }),
        ])
      )
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ type: "invalid_data", code: "compliance.catalog_invalid" })
      expect(answer.body.reasons.map(({ facts }: any) => facts)).toEqual([
        { line: 3, column: "price_usd" },
        { line: 3, column: "thc_pct" },
      ])
      expect(await productsOf(good.handle)).toEqual([])

      const stolen = await importCatalog(
        catalogOf([flowerRow({ ...good, sku: good.handle }), flowerRow({ ...names(), sku: FLOWER })])
      )
      expect(stolen.status).toBe(400)
      expect(stolen.body.reasons).toEqual([
        {
          code: "compliance.catalog_invalid",
          message: "Line 3, sku, belongs to the product blue-harbor-haze",
          facts: { line: 3, column: "sku" },
        },
      ])
      expect(await everything()).toBe(before)
    })

    it("undoes categories, products, prices, stock and lots when the last step fails", async () => {
      const own = names()
      const service = suite.container().resolve("compliance_product_facts") as any
      const failure = jest.spyOn(service, "saveFacts").mockRejectedValueOnce(new Error("The disk is full"))
      const count = async () =>
        rows(`SELECT (SELECT count(*) FROM product WHERE deleted_at IS NULL) AS products,
                     (SELECT count(*) FROM product_category WHERE deleted_at IS NULL) AS categories,
                     (SELECT count(*) FROM price WHERE deleted_at IS NULL) AS prices,
                     (SELECT count(*) FROM inventory_level WHERE deleted_at IS NULL) AS levels,
                     (SELECT count(*) FROM inventory_item WHERE deleted_at IS NULL) AS items,
                     (SELECT count(*) FROM compliance_lot) AS lots`)
      const before = await count()
      const csv = catalogOf([
        flowerRow({ ...own, sku: own.handle, category: "Spec undone" }),
        flowerRow({ ...names(), sku: `${own.handle}-2` }),
      ])

      expect((await importCatalog(csv)).status).toBe(500)
      expect(failure).toHaveBeenCalledTimes(1)
      failure.mockRestore()
      expect(await count()).toEqual(before)
      // The lock is free again, and the same file goes in now.
      expect(mustSucceed(await importCatalog(csv)).catalog_import.products).toMatchObject({ created: 2 })
    })

    it("lets two imports of one file follow each other: the second finds everything there", async () => {
      const own = names()
      const csv = catalogOf([flowerRow({ ...own, sku: own.handle })])
      const answers = await Promise.all([importCatalog(csv), importCatalog(csv)])
      const created = answers.map((answer) => mustSucceed(answer).catalog_import.products.created)
      expect(created.sort()).toEqual([0, 1])
      expect(await productsOf(own.handle)).toHaveLength(1)
    })

    it.each([
      [{ csv: "" }, "csv"],
      [{ csv: 5 }, "csv"],
      [{ dry_run: "yes" }, "dry_run"],
      [{ colour: "green" }, "colour"],
      [{ stock_location_id: undefined }, "stock_location_id"],
    ])("refuses the body %j and names the field", async (changes, field) => {
      const answer = await post(IMPORTS, { csv: "x", ...(await target()), ...changes })
      expect(answer.status).toBe(400)
      expect(answer.body.message).toContain(field)
    })

    it.each(["sales_channel_id", "stock_location_id", "shipping_profile_id"])(
      "answers 404 for an unknown %s",
      async (field) => {
        const own = names()
        const answer = await importCatalog(catalogOf([flowerRow({ ...own, sku: own.handle })]), { [field]: "none_1" })
        expect(answer.status).toBe(404)
        expect(await productsOf(own.handle)).toEqual([])
      }
    )

    it("takes a file of a few thousand rows into account, and refuses one that is larger than that", async () => {
      const answer = await importCatalog("x".repeat(5_500_000))
      expect(answer.status).toBe(400)
      expect((await importCatalog("x".repeat(7_000_000))).status).toBeLessThan(500)
    })
  })
}
