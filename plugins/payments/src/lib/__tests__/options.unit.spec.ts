import { payments } from "../../index"
import { parseOptions } from "../options"
import { parseProviderOptions } from "../provider-options"

const SECRET = "a-secret-of-at-least-32-characters"
const demo = { SANDBOX_URL: "http://127.0.0.1:9100", BACKEND_URL: "http://127.0.0.1:9000", JWT_SECRET: SECRET }
const live = {
  RISE_VIA_MODE: "live",
  PAYMENTS_LIVE: "true",
  POSABIT_BASE_URL: "https://app.posabit.com/api/v3/",
  POSABIT_INTEGRATOR_TOKEN: "integrator",
  POSABIT_VENUE_TOKEN: "venue",
  BACKEND_URL: "https://api.shop.example",
  JWT_SECRET: SECRET,
}
const refusals = (env: Record<string, string>) => payments({}, env).refuseLive?.(env) ?? []

describe("payments()", () => {
  it("needs nothing in demo and leads to the sandbox", () => {
    const { options } = payments({}, demo)
    expect(parseOptions(options).posabit).toMatchObject({
      baseUrl: "http://127.0.0.1:9100/posabit/api/v3",
      callbackUrl: "http://127.0.0.1:9000",
      fallbackProductId: 1,
      live: false,
    })
  })

  it("lets options win over the environment, and ignores those that are not set", () => {
    const { options } = payments(
      { posabit: { venueToken: "mine", baseUrl: undefined } },
      { ...demo, POSABIT_VENUE_TOKEN: "theirs" }
    )
    expect(parseOptions(options).posabit).toMatchObject({
      venueToken: "mine",
      baseUrl: "http://127.0.0.1:9100/posabit/api/v3",
    })
  })

  it("starts live with everything set", () => {
    expect(refusals(live)).toEqual([])
    expect(parseOptions(payments({}, live).options).posabit.baseUrl).toBe("https://app.posabit.com/api/v3")
  })

  it("starts live without the key of Aeropay's webhooks, so that the first one can be made", () => {
    const aeropay = {
      AEROPAY_BASE_URL: "https://api.aeropay.com/v2",
      AEROPAY_API_KEY: "key",
      AEROPAY_API_SECRET: "secret",
      AEROPAY_MERCHANT_ID: "582",
    }
    expect(refusals({ ...live, ...aeropay })).toEqual([])
    expect(parseOptions(payments({}, { ...live, ...aeropay }).options).aeropay).toMatchObject({ signingKeys: [] })
    expect(refusals({ ...live, ...aeropay, AEROPAY_API_SECRET: "" })).toEqual([expect.stringContaining("SECRET")])
  })

  it.each([
    [{ PAYMENTS_LIVE: "yes" }, "PAYMENTS_LIVE"],
    [{ POSABIT_BASE_URL: "http://127.0.0.1:9100/posabit/api/v3" }, "POSABIT_BASE_URL"],
    [{ BACKEND_URL: "http://api.shop.example" }, "BACKEND_URL"],
    [{ POSABIT_CALLBACK_SECRET: "too-short-a-secret" }, "POSABIT_CALLBACK_SECRET"],
    [{ POSABIT_FALLBACK_PRODUCT_ID: "1.5" }, "POSABIT_FALLBACK_PRODUCT_ID"],
  ])("refuses a live start with %j and names the variable", (wrong, name) => {
    expect(refusals({ ...live, ...(wrong as Record<string, string>) })).toEqual([expect.stringContaining(name)])
  })

  it("gives no sandbox value to a live shop", () => {
    const bare: Record<string, string> = { RISE_VIA_MODE: "live" }
    expect(() => parseOptions(payments({}, bare).options)).toThrow("POSABIT_BASE_URL")
  })
})

describe("parseOptions", () => {
  const { options } = payments({}, demo)

  it("refuses POSaBIT's production without PAYMENTS_LIVE", () => {
    const wrong = payments({ posabit: { baseUrl: "https://app.posabit.com/api/v3" } }, demo).options
    expect(() => parseOptions(wrong)).toThrow("PAYMENTS_LIVE")
  })

  it("refuses an option that does not exist, and repeats no secret", () => {
    expect(() => parseOptions({ ...options, aeropay: {} })).toThrow("aeropay")
    const wrong = { posabit: { ...(options?.posabit as object), callbackSecret: "short-secret" } }
    expect(() => parseOptions(wrong)).toThrow("callbackSecret")
    expect(() => parseOptions(wrong)).not.toThrow("short-secret")
  })

  it("refuses a default payment method that is not one", () => {
    expect(() => parseProviderOptions({ defaultPaymentMethod: "barter" })).toThrow("defaultPaymentMethod")
  })
})
