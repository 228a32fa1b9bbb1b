import { missingFields } from "../gate-fields"

/** A row as Medusa gives it when all of its columns were asked for. */
const whole = (row: object) => ({ ...row, created_at: "2026-11-22", updated_at: "2026-11-22", deleted_at: null })

describe("which fields of a cart are there already", () => {
  it("misses a field that was not loaded, and none that is null", () => {
    expect(missingFields({ id: "cart_1", email: null }, ["id", "email", "region_id"])).toEqual(["region_id"])
  })

  it("looks into every row of a relation", () => {
    const items = [
      { id: "1", variant: { id: "a", sku: "A" } },
      { id: "2", variant: { id: "b" } },
    ]
    const fields = ["items.id", "items.variant.id", "items.variant.sku", "items.variant.product_facts.*"]
    expect(missingFields({ items }, fields)).toEqual(["items.variant.sku", "items.variant.product_facts.*"])
    expect(missingFields({ items: [] }, fields)).toEqual([])
  })

  it("has nothing to miss in a relation that is null, and misses one of which nothing is known", () => {
    expect(missingFields({ shipping_address: null }, ["shipping_address.*", "shipping_address.city"])).toEqual([])
    expect(missingFields({}, ["shipping_address.*", "customer.email"])).toEqual([
      "shipping_address.*",
      "customer.email",
    ])
  })

  it("takes a star for loaded only when all columns are there", () => {
    const cart = { customer: whole({ id: "cus_1", has_account: true }), shipping_methods: [{ id: "casm_1" }] }
    expect(missingFields(cart, ["customer.*", "shipping_methods.*"])).toEqual(["shipping_methods.*"])
  })

  it("misses everything of a cart that was not loaded at all", () => {
    expect(missingFields(undefined, ["id"])).toEqual(["id"])
  })
})
