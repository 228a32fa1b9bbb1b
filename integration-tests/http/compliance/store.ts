import { mustSucceed, type HttpSuite } from "../../support"
import { FLOWER, LOW_DOSE } from "./calls"

export function storeSpecs(suite: HttpSuite) {
  const products = async (query: object) =>
    mustSucceed(await suite.api().get("/store/products").query(query).set(suite.storeHeaders())).products

  describe("the store API", () => {
    it("gives storefronts the facts of a variant and the certificate of its lot when they ask", async () => {
      const fields = "handle,+variants.sku,+variants.product_facts.*,+variants.product_facts.lot.*"
      const [product] = await products({ handle: "blue-harbor-haze", fields })
      const facts = product.variants.find(({ sku }: any) => sku === FLOWER).product_facts

      expect(facts).toMatchObject({
        limit_bucket: "flower",
        route: "inhaled",
        thc_pct: 24.6,
        total_thc_mg: 861,
        net_weight_g: 3.5,
        strain_type: "sativa_hybrid",
        brand: "Harrow Lake Farms",
        terpenes: expect.arrayContaining([{ name: "terpinolene", percent: 0.88 }]),
        lot: { lab_result: "passed", coa_number: expect.stringMatching(/^COA-/), lab_name: expect.any(String) },
      })
    })

    it("gives single facts by name, for a list that must stay small", async () => {
      const fields =
        "handle,variants.sku,variants.product_facts.thc_mg_per_unit,variants.product_facts.is_low_dose_liquid"
      const [product] = await products({ handle: "fathom-grapefruit-spritz-4-mg", fields })
      const { product_facts } = product.variants.find(({ sku }: any) => sku === LOW_DOSE)
      expect(product_facts).toMatchObject({ thc_mg_per_unit: 4, is_low_dose_liquid: true })
      expect(product_facts).not.toHaveProperty("brand")
    })

    it("gives them for one product and one variant as well, and not to those who do not ask", async () => {
      const [{ id, variants }] = await products({ handle: "blue-harbor-haze" })
      expect(variants[0]).not.toHaveProperty("product_facts")

      const one = await suite
        .api()
        .get(`/store/products/${id}`)
        .query({ fields: "*variants.product_facts" })
        .set(suite.storeHeaders())
      expect(mustSucceed(one).product.variants[0].product_facts).toMatchObject({ limit_bucket: "flower" })

      const variant = await suite
        .api()
        .get(`/store/product-variants/${variants[0].id}`)
        .query({ fields: "+product_facts.thc_pct" })
        .set(suite.storeHeaders())
      expect(mustSucceed(variant).variant.product_facts).toMatchObject({ thc_pct: 24.6 })
    })

    it("sells the whole catalog with a price and stock", async () => {
      const [region] = mustSucceed(await suite.api().get("/store/regions").set(suite.storeHeaders())).regions
      const query = {
        limit: 200,
        region_id: region.id,
        fields: "handle,thumbnail,categories.name,*variants.calculated_price,+variants.inventory_quantity",
      }
      const all = (await products(query)).filter(({ handle }: any) => !/^plain/.test(handle))

      expect(all.length).toBeGreaterThanOrEqual(80)
      const variants = all.flatMap(({ variants }: any) => variants)
      expect(variants.filter((variant: any) => !(variant.calculated_price.calculated_amount > 0))).toEqual([])
      expect(variants.filter((variant: any) => !(variant.inventory_quantity > 0))).toEqual([])
      expect(all.filter(({ thumbnail }: any) => !thumbnail?.endsWith(".svg"))).toEqual([])
    })
  })
}
