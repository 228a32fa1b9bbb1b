import { mustSucceed, type HttpSuite } from "../../support"
import { callsOf, FACTS, FLOWER, GRINDER, IMPORTS } from "./calls"

export function adminSpecs(suite: HttpSuite) {
  const { get, post, saveFacts, variantOf, audited, plainProduct } = callsOf(suite)

  describe("product facts in the admin", () => {
    it("is for staff only", async () => {
      for (const path of [FACTS, `${FACTS}/completeness`, `${FACTS}/variant_1`]) {
        expect((await suite.api().get(path)).status).toBe(401)
      }
      for (const path of [`${FACTS}/variant_1`, IMPORTS]) {
        expect((await suite.api().post(path).send({})).status).toBe(401)
      }
      const shopper = await suite.shopper()
      expect((await suite.api().get(FACTS).set(shopper.headers)).status).toBe(401)
    })

    it("shows the facts of a variant with fluid ounces and what is missing", async () => {
      const flower = mustSucceed(await get(`${FACTS}/${await variantOf(FLOWER)}`))
      expect(flower).toMatchObject({
        variant: { sku: FLOWER, product: { title: "Blue Harbor Haze" } },
        product_facts: { limit_bucket: "flower", net_volume_fl_oz: null, lot: { status: "active" } },
        missing: [],
        advised: [],
      })
      const drink = mustSucceed(await get(FACTS, { limit_bucket: "low_dose_liquid_thc", limit: 1 }))
      expect(drink.count).toBeGreaterThan(1)
      expect(drink.product_facts).toEqual([expect.objectContaining({ is_low_dose_liquid: true })])
    })

    it("finds facts by words of brand and strain", async () => {
      const { product_facts } = mustSucceed(await get(FACTS, { q: "Ninth Meadow", limit: 10 }))
      expect(new Set(product_facts.map(({ strain }: any) => strain))).toEqual(new Set(["Ninth Meadow Kush"]))
    })

    it("saves what is sent, keeps the rest, and audits who changed what and why", async () => {
      const { variant_id } = await plainProduct("Plain audit")
      mustSucceed(await saveFacts(variant_id, { limit_bucket: "flower", route: "inhaled", brand: "Test Farms" }))
      const answer = mustSucceed(
        await saveFacts(variant_id, {
          brand: "Other Farms",
          lot: { code: "SPEC-LOT-1", packed_on: "2026-10-01" },
          why: "Wrong label",
        })
      )
      expect(answer).toMatchObject({
        product_facts: { limit_bucket: "flower", route: "inhaled", brand: "Other Farms", lot: { code: "SPEC-LOT-1" } },
        missing: ["net_weight_g", "units_per_package", "thc_pct", "total_thc_mg"],
      })
      expect(await audited(variant_id)).toEqual([
        expect.objectContaining({ action: "compliance.product_facts_created", actor_type: "user" }),
        expect.objectContaining({
          action: "compliance.product_facts_updated",
          before: expect.objectContaining({ brand: "Test Farms" }),
          after: expect.objectContaining({ brand: "Other Farms" }),
          why: "Wrong label",
        }),
      ])
      const unlinked = mustSucceed(await saveFacts(variant_id, { lot: null, brand: null }))
      expect(unlinked.product_facts).toMatchObject({ lot_id: null, brand: null })
    })

    it.each([
      [{ thc_pct: 101 }, "thc_pct"],
      [{ net_weight_g: "3.5" }, "net_weight_g"],
      [{ limit_bucket: "flowers" }, "limit_bucket"],
      [{ brand: "x".repeat(81) }, "brand"],
      [{ units_per_package: 1.5 }, "units_per_package"],
      [{ terpenes: [{ name: "myrcene", percent: 0.4, colour: "green" }] }, "colour"],
      [{ lot: { code: "L", packed_on: "1 October" } }, "packed_on"],
      [{ colour: "green" }, "colour"],
      [{ total_thc_mg: 8610 }, "total_thc_mg"],
      [{ lot: { code: "L", packed_on: "2026-10-01", expires_on: "2026-09-01" } }, "expires_on"],
    ])("refuses %j and names the field", async (body, field) => {
      const answer = await saveFacts(await variantOf(FLOWER), body)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ type: "invalid_data", message: expect.stringContaining(field) })
    })

    it("answers 404 for a variant that does not exist, and keeps no facts for it", async () => {
      expect((await get(`${FACTS}/variant_none`)).status).toBe(404)
      expect((await saveFacts("variant_none", { limit_bucket: "none" })).status).toBe(404)
      expect(mustSucceed(await get(FACTS, { variant_id: "variant_none" })).count).toBe(0)
    })

    it("reports which variants lack which facts", async () => {
      const before = mustSucceed(await get(`${FACTS}/completeness`))
      const { id, variant_id } = await plainProduct("Plain report")
      const after = mustSucceed(await get(`${FACTS}/completeness`, { limit: 200 }))

      expect(after.summary).toEqual({
        ...before.summary,
        total: before.summary.total + 1,
        missing: before.summary.missing + 1,
        without_facts: before.summary.without_facts + 1,
      })
      expect(after.variants).toContainEqual(
        expect.objectContaining({
          variant_id,
          product_id: id,
          product_title: "Plain report",
          missing: ["limit_bucket"],
        })
      )
      expect(after.variants.map((line: any) => line.sku)).not.toContain(GRINDER)

      mustSucceed(await saveFacts(variant_id, { limit_bucket: "flower" }))
      const page = mustSucceed(await get(`${FACTS}/completeness`, { limit: 1, offset: after.count - 1 }))
      expect(page).toMatchObject({ count: after.count, limit: 1, offset: after.count - 1 })
      expect(page.variants).toHaveLength(1)
    })

    it.each([{ limit: 0 }, { limit: 1000 }, { offset: -1 }, { show: "all" }, { colour: "green" }])(
      "refuses the report with %j",
      async (query) => {
        expect((await get(`${FACTS}/completeness`, query)).status).toBe(400)
      }
    )

    it.each([{ limit_bucket: "flowers" }, { colour: "green" }])("refuses the list with %j", async (query) => {
      expect((await get(FACTS, query)).status).toBe(400)
    })

    it("takes facts from a secret API key and says so in the audit log", async () => {
      const { api_key } = mustSucceed(await post("/admin/api-keys", { title: "Importer", type: "secret" }))
      const { variant_id } = await plainProduct("Plain key")
      const answer = await suite
        .api()
        .post(`${FACTS}/${variant_id}`)
        .auth(api_key.token, "")
        .send({ limit_bucket: "none" })
      mustSucceed(answer)
      expect(await audited(variant_id)).toEqual([expect.objectContaining({ actor_type: "api-key" })])
    })
  })
}
