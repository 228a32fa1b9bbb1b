import { httpSuite, sample } from "../../support"
import { register } from "./register"

/** More than the three of the small menu. */
const LONG = sample(300, 2_000)
const LONG_MS = sample(120_000, 600_000)
const IMPORTS = "/admin/payments/posabit-menu-imports"

httpSuite("payments: POSaBIT's menu", (suite) => {
  const { admin } = register(suite)

  const sim = (path: string, body: object) => suite.sandbox.call("POST", `/posabit/__sim${path}`, body)
  const preview = async (more: object = {}) => {
    const { status, body } = await admin("post", IMPORTS, { dry_run: true, ...more })
    expect(status).toBe(200)
    return body.posabit_menu_import
  }

  async function imported(more: object = {}) {
    const { status, body } = await admin("post", IMPORTS, { dry_run: false, ...more })
    expect(status).toBe(200)
    return await ended(body.posabit_menu_import.id)
  }

  const ended = (id: string) =>
    suite.until(
      "the import to end",
      async () => {
        const { body } = await admin("get", `${IMPORTS}/${id}`)
        return body.posabit_menu_import.state !== "running" && body.posabit_menu_import
      },
      LONG_MS
    )

  const FIELDS =
    "id,title,subtitle,status,external_id,metadata,*categories,*variants,*variants.prices,*options.values,sales_channels.id,shipping_profile.id"
  async function productOf(itemId: number) {
    const { body } = await admin(
      "get",
      `/admin/products?external_id=posabit:${itemId}&fields=${encodeURIComponent(FIELDS)}`
    )
    return body.products[0]
  }

  const count = async () =>
    Number(
      (await suite.db().query("SELECT count(*) FROM product WHERE external_id LIKE 'posabit:%' AND deleted_at IS NULL"))
        .rows[0].count
    )

  const priceOf = (product: any, sizeId: number) =>
    product.variants
      .find(({ metadata }: any) => metadata.posabit_product_id === sizeId)
      .prices.map(({ amount, currency_code }: any) => [amount, currency_code])

  afterEach(() => suite.sandbox.call("DELETE", "/__sim/faults"))

  it("is previewed without effect", async () => {
    const found = await preview()
    expect(found).toMatchObject({
      state: "previewed",
      items_count: 3,
      created_count: 3,
      updated_count: 0,
      failed_count: 0,
    })
    expect(found.report.lines.map(({ name, action }: any) => `${action} ${name}`)).toEqual([
      "created Harbor Fog",
      "created Cedar Lane",
      "created Night Ferry Gummies",
    ])
    expect(await count()).toBe(0)
  })

  it("becomes categories, products, variants and prices", async () => {
    const done = await imported()
    expect(done).toMatchObject({ state: "succeeded", done_count: 3, created_count: 3, failed_count: 0, message: null })
    const product = await productOf(101)
    expect(product).toMatchObject({
      title: "Harbor Fog",
      subtitle: "Sandbox Gardens",
      status: "published",
      metadata: {
        posabit: {
          item_id: "101",
          brand: "Sandbox Gardens",
          strain: "Harbor Fog",
          product_type: "flower",
          thc: { low: 21, high: 21, unit: "%" },
          complete: true,
        },
      },
    })
    expect(product.categories.map(({ name }: any) => name)).toEqual(["Flower"])
    expect(product.sales_channels).toHaveLength(1)
    expect(product.shipping_profile).toBeTruthy()
    expect(product.variants.map(({ title, sku }: any) => `${title} ${sku}`).sort()).toEqual([
      "1 g POSABIT-1001",
      "3.5 g POSABIT-1002",
    ])
    expect(priceOf(product, 1001)).toEqual([[12, "usd"]])
    expect(product.variants[0].metadata.posabit_quantity_on_hand).toBeGreaterThan(0)
  })

  it("changes nothing the second time", async () => {
    await expect(preview()).resolves.toMatchObject({ unchanged_count: 3, created_count: 0, updated_count: 0 })
    await expect(imported()).resolves.toMatchObject({ state: "succeeded", unchanged_count: 3, created_count: 0 })
    expect(await count()).toBe(3)
  })

  it("takes changes over, and leaves what staff changed", async () => {
    const before = await productOf(101)
    await admin("post", `/admin/products/${before.id}`, { title: "Harbor Fog, our favourite" })
    await sim("/menu/items/101", { price_cents: 1350 })
    await sim("/menu/items/102", { name: "Cedar Lane Reserve" })
    const found = await preview()
    expect(found.report.lines).toMatchObject([
      { item_id: "101", action: "updated", changes: ["price"] },
      { item_id: "102", action: "updated", changes: ["name"] },
    ])
    await expect(imported()).resolves.toMatchObject({ updated_count: 2, unchanged_count: 1 })
    const product = await productOf(101)
    expect(product.title).toBe("Harbor Fog, our favourite")
    expect(priceOf(product, 1001)).toEqual([[13.5, "usd"]])
    expect((await productOf(102)).title).toBe("Cedar Lane Reserve")
    expect(await count()).toBe(3)
  })

  it("takes a size off sale that is gone, and back when it returns", async () => {
    await sim("/menu/items/101", { price_ids: [1001] })
    await imported()
    expect(priceOf(await productOf(101), 1002)).toEqual([])
    await sim("/menu/items/101", { price_ids: [1001, 1002] })
    await imported()
    expect(priceOf(await productOf(101), 1002)).toEqual([[13.5, "usd"]])
  })

  it("makes a draft of what is gone, and publishes it when it returns", async () => {
    await sim("/menu/items/201", { removed: true })
    const found = await preview()
    expect(found).toMatchObject({ withdrawn_count: 1, items_count: 2 })
    await expect(imported()).resolves.toMatchObject({ state: "succeeded", withdrawn_count: 1 })
    await expect(productOf(201)).resolves.toMatchObject({ status: "draft" })
    await sim("/menu/items/201", { removed: false })
    await imported()
    await expect(productOf(201)).resolves.toMatchObject({ status: "published" })
    expect(await count()).toBe(3)
  })

  it("is not imported when POSaBIT does not answer, or says something else", async () => {
    const path = "*/menu_feeds/*"
    for (const fault of [
      { status: 503 },
      { status: 200, body: { maintenance: true } },
      { status: 200, body: "<html>" },
    ]) {
      await suite.sandbox.call("POST", "/__sim/faults", { service: "posabit", match: { path }, times: 9, ...fault })
      const { status } = await admin("post", IMPORTS, { dry_run: false })
      expect(status).toBe(409)
      await suite.sandbox.call("DELETE", "/__sim/faults")
    }
    expect(await count()).toBe(3)
  })

  it("leaves out what cannot be sold, and says so", async () => {
    const size = (id: unknown, price_cents: unknown) => ({
      id,
      name: "1 g",
      price_cents,
      unit: "g",
      quantity_on_hand: 1,
    })
    const item = (id: unknown, name: unknown, ...prices: object[]) => ({ id, name, prices })
    const menu_items = [
      item(901, "Whole", size(9010, 1000)),
      item(902, "Without a price", size(9020, null)),
      item(903, "Half a cent", size(9030, 10.5)),
      item(904, "A gift", size(9040, 0)),
      item(905, null, size(9050, 100)),
      item(906, "Somebody else's size", size(9010, 100)),
    ]
    const body = { menu_feed: { menu_groups: [{ name: "Odd", category_guid: "odd", menu_items }, { nonsense: true }] } }
    await suite.sandbox.call("POST", "/__sim/faults", {
      service: "posabit",
      match: { path: "*/menu_feeds/*" },
      status: 200,
      body,
    })
    const found = await preview({ withdraw_all: false })
    expect(found).toMatchObject({ items_count: 1, created_count: 1 })
    expect(found.report.problems.length).toBeGreaterThanOrEqual(6)
  })

  it(
    `goes through a menu of ${LONG} items, finishes what a crash cut off, and makes nothing twice`,
    async () => {
      await sim("/menu", { items: LONG })
      const { body } = await admin("post", IMPORTS, { dry_run: false })
      const { id } = body.posabit_menu_import
      expect((await admin("post", IMPORTS, { dry_run: false })).status).toBe(409)
      const done = await ended(id)
      expect(done).toMatchObject({
        state: "succeeded",
        items_count: LONG + 3,
        done_count: LONG + 3,
        created_count: LONG,
        failed_count: 0,
      })
      // What a kill leaves of a batch: products without variants, prices and links.
      const sql = (text: string) => suite.db().query(text)
      await sql(
        `UPDATE product SET metadata = jsonb_set(metadata, '{posabit,complete}', 'false') WHERE external_id IN ('posabit:10001', 'posabit:10002')`
      )
      const variants = `SELECT v.id FROM product_variant v JOIN product p ON p.id = v.product_id WHERE p.external_id = 'posabit:10001'`
      await sql(`DELETE FROM product_variant_option WHERE variant_id IN (${variants})`)
      await sql(`DELETE FROM product_variant WHERE id IN (${variants})`)
      await expect(imported()).resolves.toMatchObject({
        state: "succeeded",
        created_count: 2,
        unchanged_count: LONG + 1,
        failed_count: 0,
      })
      const healed = await productOf(10_001)
      expect(healed.variants).toHaveLength(2)
      expect(priceOf(healed, 100_010)).toEqual([[9, "usd"]])
      expect(await count()).toBe(LONG + 3)
    },
    LONG_MS
  )

  it("asks staff before most of the menu goes off sale", async () => {
    await sim("/menu", { items: 10 })
    const held = await imported()
    expect(held).toMatchObject({ state: "succeeded", withdrawn_count: 0 })
    expect(held.message).toContain("None was taken off sale")
    const { rows } = await suite.db().query("SELECT kind FROM core_case WHERE subject_id = $1", [held.id])
    expect(rows).toEqual([{ kind: "payments.posabit_menu_shrank" }])
    await expect(imported({ withdraw_all: true })).resolves.toMatchObject({ withdrawn_count: LONG - 10, message: null })
  })

  it("is listed, and needs a body that is understood and somebody who may", async () => {
    const { body } = await admin("get", `${IMPORTS}?limit=1&state=succeeded`)
    expect(body).toMatchObject({ limit: 1, offset: 0, posabit_menu_imports: [{ state: "succeeded" }] })
    expect(body.posabit_menu_imports[0]).not.toHaveProperty("menu")
    for (const [path, status] of [
      ["?nonsense=1", 400],
      ["?state=rich", 400],
      ["?limit=1000", 400],
      ["/pbmenu_none", 404],
    ] as const) {
      expect((await admin("get", `${IMPORTS}${path}`)).status).toBe(status)
    }
    for (const wrong of [{}, { dry_run: "yes" }, { dry_run: true, nonsense: 1 }]) {
      expect((await admin("post", IMPORTS, wrong)).status).toBe(400)
    }
    await suite.api().get(IMPORTS).expect(401)
    await suite.api().post(IMPORTS).send({ dry_run: true }).expect(401)
  })
})
