import { mustSucceed, type HttpSuite } from "../../support"

export const FACTS = "/admin/compliance/product-facts"
export const IMPORTS = "/admin/compliance/catalog-imports"

/** A product of the shipped catalog in each kind that a spec needs. */
export const FLOWER = "HLF-BHH-35G"
export const LOW_DOSE = "FSW-FGS4-1X355ML"
export const GRINDER = "MLC-FPG-40MM"

/** The calls that every part makes. */
export const callsOf = (suite: HttpSuite) => {
  const post = (path: string, body: object) => suite.api().post(path).set(suite.adminHeaders()).send(body)
  const get = (path: string, query: object = {}) => suite.api().get(path).query(query).set(suite.adminHeaders())
  const rows = async (sql: string, values: unknown[] = []) => (await suite.db().query(sql, values)).rows

  return {
    post,
    get,
    rows,
    variantOf: async (sku: string): Promise<string> =>
      (await rows("SELECT id FROM product_variant WHERE sku = $1 AND deleted_at IS NULL", [sku]))[0]?.id,
    saveFacts: (variantId: string, body: object) => post(`${FACTS}/${variantId}`, body),
    audited: (subject: string) =>
      rows(
        "SELECT action, actor_type, before, after, why FROM core_audit_entry WHERE subject_id = $1 ORDER BY created_at",
        [subject]
      ),

    /** A product that staff make in the admin: it has no facts. */
    async plainProduct(title: string) {
      const [profile] = await rows("SELECT id FROM shipping_profile LIMIT 1")
      const [channel] = await rows("SELECT default_sales_channel_id AS id FROM store LIMIT 1")
      const { product } = mustSucceed(
        await post("/admin/products", {
          title,
          status: "published",
          shipping_profile_id: profile.id,
          sales_channels: [{ id: channel.id }],
          options: [{ title: "Size", values: ["1 g"] }],
          variants: [
            {
              title: "1 g",
              sku: `PLAIN-${Date.now()}`,
              manage_inventory: false,
              options: { Size: "1 g" },
              prices: [{ amount: 10, currency_code: "usd" }],
            },
          ],
        })
      )
      return {
        id: product.id as string,
        handle: product.handle as string,
        variant_id: product.variants[0].id as string,
      }
    },

    /** Where a catalog is imported to. */
    async target() {
      const [channel] = await rows("SELECT default_sales_channel_id AS id FROM store LIMIT 1")
      const [location] = await rows("SELECT id FROM stock_location LIMIT 1")
      const [profile] = await rows("SELECT id FROM shipping_profile LIMIT 1")
      return { sales_channel_id: channel.id, stock_location_id: location.id, shipping_profile_id: profile.id }
    },
  }
}
