import fc from "fast-check"
import type { PosabitOrderDTO } from "../../types"
import {
  incomingOrder,
  piecesOf,
  productIdOf,
  registerLines,
  UnmappedProductError,
  type OrderToPush,
} from "../incoming-order"
import { parseOptions } from "../options"

const { posabit: options } = parseOptions({
  posabit: {
    baseUrl: "http://localhost:9100/posabit/api/v3",
    integratorToken: "integrator",
    venueToken: "venue",
    callbackUrl: "http://localhost:9000",
    callbackSecret: "a-secret-of-sixteen-characters",
    fallbackProductId: 7,
    productIds: { "FLOWER-1G": 42 },
  },
})

const item = (quantity: number, total: number, sku = "FLOWER-1G") => ({
  title: "Harbor Fog",
  variant_title: "1 g",
  quantity,
  total,
  variant: { sku, metadata: null },
})

const order = (items: OrderToPush["items"], shipping: OrderToPush["shipping_methods"] = []): OrderToPush => ({
  id: "order_1",
  display_id: 12,
  email: "robin@rise-via.test",
  shipping_address: { first_name: "Robin", last_name: "Shopper", phone: "+1 (206) 555-0100", province: "us-wa" },
  items,
  shipping_methods: shipping,
})

const row = (changes: Partial<PosabitOrderDTO> = {}) =>
  ({
    reference_no: "order_1",
    order_type: "pickup",
    payment_method: "cash",
    amount_cents: 2500,
    ...changes,
  }) as PosabitOrderDTO

const sum = (lines: { price: number; quantity: number }[]) =>
  lines.reduce((all, { price, quantity }) => all + price * quantity, 0)

describe("registerLines", () => {
  it("adds up to what the shopper was promised to pay, whatever discounts and taxes did to the lines", () => {
    const lines = fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 50 }), total: fc.integer({ min: 1, max: 100_000 }) }),
      {
        minLength: 1,
        maxLength: 20,
      }
    )
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 1_000_000 }), (items, amount) => {
        const made = registerLines(
          order(items.map(({ quantity, total }) => item(quantity, total / 7))),
          amount,
          options
        )
        expect(sum(made)).toBe(amount)
        expect(
          made.every(
            ({ price, quantity }) => Number.isInteger(price) && price >= 0 && Number.isInteger(quantity) && quantity > 0
          )
        ).toBe(true)
        expect(made.reduce((all, { quantity }) => all + quantity, 0)).toBe(
          items.reduce((all, { quantity }) => all + quantity, 0)
        )
      })
    )
  })

  it("sends a shipping fee as a line of the stand-in product, and leaves free shipping out", () => {
    const made = registerLines(
      order(
        [item(1, 20)],
        [
          { name: "Courier", total: 5 },
          { name: "Pickup", total: 0 },
        ]
      ),
      2500,
      options
    )
    expect(made).toEqual([
      { product_id: 42, product_name: "Harbor Fog (1 g)", price: 2000, quantity: 1 },
      { product_id: 7, product_name: "Courier", price: 500, quantity: 1 },
    ])
  })

  it("refuses a product that the register does not know, and names it", () => {
    const strict = { productIds: {}, fallbackProductId: null }
    expect(() => registerLines(order([item(1, 20)]), 2000, strict)).toThrow(UnmappedProductError)
    expect(() => registerLines(order([item(1, 20)]), 2000, strict)).toThrow("Harbor Fog (1 g)")
  })
})

describe("productIdOf", () => {
  it("prefers the variant's own id, then the option by SKU, then the stand-in", () => {
    expect(productIdOf({ sku: "FLOWER-1G", metadata: { posabit_product_id: "1001" } }, options)).toBe(1001)
    expect(productIdOf({ sku: "FLOWER-1G", metadata: { posabit_product_id: "not a number" } }, options)).toBe(42)
    expect(productIdOf({ sku: "OTHER" }, options)).toBe(7)
  })
})

describe("piecesOf", () => {
  it("splits 10.00 for three pieces into two prices", () => {
    expect(piecesOf(1000, 3)).toEqual([
      { price: 333, quantity: 2 },
      { price: 334, quantity: 1 },
    ])
  })
})

describe("incomingOrder", () => {
  it("sends what POSaBIT documents for a pickup, and no address", () => {
    expect(
      incomingOrder(order([item(1, 25)]), row(), options, "http://localhost:9000/hooks/posabit/orders/abc")
    ).toEqual({
      order_type: "pickup",
      first_name: "Robin",
      last_name: "Shopper",
      email: "robin@rise-via.test",
      telephone: "12065550100",
      reference_no: "order_1",
      source: "online_store",
      customer_type: "recreational",
      requested_payment_method: "cash",
      notes: "Online order #12",
      status_callback: "http://localhost:9000/hooks/posabit/orders/abc",
      order_items_attributes: [{ product_id: 42, product_name: "Harbor Fog (1 g)", price: 2500, quantity: 1 }],
    })
  })

  it("adds the address of a delivery, with the state as POSaBIT writes it", () => {
    const sent = incomingOrder(
      order([item(1, 25)]),
      row({ order_type: "delivery" }),
      options,
      "http://localhost:9000/x"
    )
    expect(sent).toMatchObject({ order_type: "delivery", state_abbrev: "WA", country: "US" })
  })
})
