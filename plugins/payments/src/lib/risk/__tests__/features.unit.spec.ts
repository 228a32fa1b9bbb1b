import fc from "fast-check"
import { featuresOf, RISK_FEATURE_NAMES, type RiskHistory, type SaleFacts } from "../features"
import { currentSignals, deviceIdOf, ipOf, signalHash, withSignals } from "../signals"

const now = new Date("2026-03-08T12:00:00Z")
const NOTHING: RiskHistory = { customer: null, device: null, ip: null, bank: null }
const REGULAR: NonNullable<RiskHistory["customer"]> = {
  attempts_1h: 1,
  attempts_24h: 2,
  blocked_24h: 0,
  orders_365d: 4,
  mean_order_cents: 5_000,
  has_used_device: true,
  bad_365d: 0,
  returns_365d: 0,
  refused_ids_365d: 0,
}
const robin = { first_name: "Robin", last_name: "Shopper", postal_code: "98101", country_code: "us" }

const sale = (values: Partial<SaleFacts> = {}): SaleFacts => ({
  now,
  amount_cents: 20_000,
  items_count: 3,
  customer: { has_account: true, created_at: "2026-03-01T12:00:00Z", first_name: "Robin", last_name: "Shopper" },
  billing: robin,
  shipping: robin,
  has_device: true,
  ...values,
})

describe("features", () => {
  it("measure the amount by the customer's own orders, once there are three", () => {
    const of = (orders_365d: number) => featuresOf(sale(), { ...NOTHING, customer: { ...REGULAR, orders_365d } })
    expect([of(2).amount_to_norm, of(3).amount_to_norm]).toEqual([null, 4])
  })

  it("are not known where nothing is known", () => {
    const features = featuresOf(sale({ customer: null, billing: null, has_device: false }), NOTHING)
    expect(features).toMatchObject({ is_guest: 1, is_device_missing: 1, account_age_days: null, is_device_new: null })
    expect(features).toMatchObject({ billing_name_mismatch: null, device_attempts_1h: null, bank_bad_365d: null })
  })

  it("tell a new device only of those who have bought before", () => {
    const of = (customer: Partial<typeof REGULAR>) =>
      featuresOf(sale(), { ...NOTHING, customer: { ...REGULAR, ...customer } }).is_device_new
    expect([of({}), of({ has_used_device: false }), of({ orders_365d: 0, has_used_device: false })]).toEqual([0, 1, 0])
  })

  it.each([
    [{ first_name: "ROBIN ", last_name: "shop-per" }, 0],
    [{ first_name: "Róbin", last_name: "Shopper" }, 0],
    [{ first_name: "Robin", last_name: "Thief" }, 1],
    [{ first_name: "", last_name: "" }, null],
  ])("compare names as people write them: %j", (name, differs) => {
    expect(featuresOf(sale({ shipping: { ...robin, ...name } }), NOTHING).billing_name_mismatch).toBe(differs)
  })

  it("are finite numbers or not known, whatever the cart says", () => {
    const text = fc.option(fc.string({ unit: "binary" }))
    const address = fc.option(fc.record({ first_name: text, last_name: text, postal_code: text, country_code: text }))
    fc.assert(
      fc.property(address, address, fc.nat(), fc.option(fc.string()), (billing, shipping, amount_cents, created) => {
        const customer = created === null ? null : { created_at: created }
        const features = featuresOf(sale({ billing, shipping, amount_cents, customer }), NOTHING)
        expect(Object.keys(features).sort()).toEqual([...RISK_FEATURE_NAMES].sort())
        expect(Object.values(features).every((value) => value === null || Number.isFinite(value))).toBe(true)
      })
    )
  })
})

describe("signals", () => {
  it.each([
    ["10.0.0.1", undefined, 0, "10.0.0.1"],
    ["10.0.0.1", "203.0.113.9", 0, "10.0.0.1"],
    ["10.0.0.1", "203.0.113.9", 1, "203.0.113.9"],
    ["10.0.0.1", "6.6.6.6, 203.0.113.9", 1, "203.0.113.9"],
    ["10.0.0.1", "203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
    ["10.0.0.1", "203.0.113.9", 5, "203.0.113.9"],
    ["::ffff:203.0.113.9", undefined, 0, "203.0.113.9"],
    ["2001:db8:0012:4:1::9", undefined, 0, "2001:db8:12:4::/64"],
    ["2001:db8::9", undefined, 0, "2001:db8:0:0::/64"],
    ["fe80::1%eth0", undefined, 0, "fe80:0:0:0::/64"],
    ["10.0.0.1", "not an address", 1, null],
    [undefined, undefined, 0, null],
  ] as const)("takes %s with X-Forwarded-For %s and %d proxies for %s", (socket, forwarded, proxies, ip) => {
    expect(ipOf(socket, forwarded, proxies)).toBe(ip)
  })

  it("believe no device id that is empty, no text, or too long", () => {
    expect(["", " ", 7, null, undefined, ["a"], "x".repeat(201)].map(deviceIdOf)).toEqual(Array(7).fill(null))
    expect(deviceIdOf(" 4f2a ")).toBe("4f2a")
  })

  it("are kept as hashes that differ by key and by kind", () => {
    const hashes = [
      signalHash("key-one", "ip", "10.0.0.1"),
      signalHash("key-two", "ip", "10.0.0.1"),
      signalHash("key-one", "device", "10.0.0.1"),
    ]
    expect(new Set(hashes).size).toBe(3)
    expect(hashes.join()).not.toContain("10.0.0.1")
    expect(signalHash("key-one", "ip", null)).toBeNull()
  })

  it("are those of their own request", async () => {
    const seen = await Promise.all(
      ["one", "two"].map((device_id) =>
        withSignals({ ip: null, device_id, is_completion: true }, async () => {
          await new Promise(setImmediate)
          return currentSignals()?.device_id
        })
      )
    )
    expect(seen).toEqual(["one", "two"])
    expect(currentSignals()).toBeUndefined()
  })
})
