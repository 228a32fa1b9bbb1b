import { hypur } from "../../gateways/hypur"
import { buyerOf, tenDigits } from "../buyer"
import { HypurOptionsSchema, signUpUrlOf } from "../options"

const problems = (options: object) =>
  HypurOptionsSchema.safeParse(options).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? []

const live = { RISE_VIA_MODE: "live" }

describe("the options of Hypur", () => {
  it("are off in live until somebody turns them on, and then name what is missing", () => {
    expect(HypurOptionsSchema.parse(hypur.withDefaults({}, live)).enabled).toBe(false)
    expect(problems(hypur.withDefaults({}, { ...live, HYPUR_ENABLED: "true" }))).toEqual([
      "baseUrl: set HYPUR_BASE_URL",
      "sdkUrl: set HYPUR_SDK_URL",
      "clientPubKey: set HYPUR_CLIENT_PUB_KEY",
      "clientId: set HYPUR_CLIENT_ID",
      "clientSecret: set HYPUR_CLIENT_SECRET",
    ])
  })

  it("lead to the sandbox in demo, with its assumed calls", () => {
    const options = HypurOptionsSchema.parse(hypur.withDefaults({}, { SANDBOX_URL: "http://localhost:9999" }))
    expect(options).toMatchObject({
      enabled: true,
      baseUrl: "http://localhost:9999/hypur/thirdparty/payments/v1.0",
      methods: { createRequest: "CreateRequest", getRequest: "GetRequest" },
    })
  })

  it("send shoppers to sign up where the browser SDK is started", () => {
    const page = (options: object) => signUpUrlOf(HypurOptionsSchema.parse(options))
    expect(page({})).toBe("https://test.hypur.com/SignUp")
    expect(page({ environment: "PRO" })).toBe("https://secure.posabit.com/SignUp")
    expect(page({ environment: "PRO", signUpUrl: "https://shop.test/join/" })).toBe("https://shop.test/join")
  })

  it("have no call in live that nobody named", () => {
    const { methods } = HypurOptionsSchema.parse(hypur.withDefaults({}, live))
    expect(methods).toEqual({ createRequest: "CreateRequest" })
  })

  it.each(["https://api.hypur.com/merchants", "https://coreapi.posabit.com/thirdparty/payments/v1.0"])(
    "refuse %s without PAYMENTS_LIVE",
    (baseUrl) => {
      expect(problems({ baseUrl })).toEqual(["baseUrl: is Hypur's production; set PAYMENTS_LIVE=true to allow it"])
      expect(problems({ baseUrl, live: true })).toEqual([])
    }
  )

  it("refuse a live start at another host, or in another environment", () => {
    const wrong = { enabled: true, baseUrl: "http://localhost:9100/x", sdkUrl: "https://coreapi.posabit.com/sdk.js" }
    expect(hypur.refuseLive(wrong, live)).toEqual([
      "HYPUR_BASE_URL leads to localhost, which is not Hypur's production",
      "the option hypur.environment must be PRO in live mode",
    ])
    expect(hypur.refuseLive({ enabled: false }, live)).toEqual([])
  })

  it("want a secret for webhooks, and never repeat it", () => {
    const found = problems({ webhook: { mode: "hmac", secret: "too-short" } })
    expect(found).toEqual(["webhook.secret: must have 16 characters or more: set HYPUR_WEBHOOK_SECRET"])
  })
})

describe("the buyer", () => {
  const customer = {
    id: "cus_1",
    email: "ada@example.test",
    first_name: "Ada",
    last_name: "Lovelace",
    phone: "206-555-0142",
  }

  it("is the customer, in Hypur's spelling", () => {
    const billing_address = { address_1: "1 Pine St", city: "Seattle", province: "us-wa", postal_code: "98101" }
    expect(buyerOf({ session_id: "payses_1" }, { ...customer, billing_address })).toEqual({
      UserBusinessName: "Ada Lovelace",
      UserBusinessAddress: "1 Pine St",
      UserBusinessCity: "Seattle",
      UserBusinessStateCode: "WA",
      UserBusinessZip: "98101",
      UserEmail: "ada@example.test",
      UserFirstName: "Ada",
      UserLastName: "Lovelace",
      UserPhone: "2065550142",
    })
  })

  it("is what the storefront says, and nothing else that it sends is taken", () => {
    expect(buyerOf({ buyer: { first_name: "Grace" } }, customer)).toMatchObject({ UserFirstName: "Grace" })
    for (const data of [{ pin: "1234" }, { buyer: { otp: "1" } }, { buyer: "Ada" }]) {
      expect(() => buyerOf(data, customer)).toThrow(/^`data/)
    }
    expect(buyerOf(undefined)).toEqual({})
    // Medusa restores a session that it had deleted with the data we had written there.
    expect(buyerOf({ hypur_request: "hypreq_1", amount_cents: 100, sdk: {} }, customer)).toEqual(buyerOf({}, customer))
  })

  it("has a phone of ten digits or none", () => {
    expect(["+1 (206) 555-0142", "12065550142", "2065550142"].map(tenDigits)).toEqual(Array(3).fill("2065550142"))
    expect(["+44 20 7946 0018", "555-0142", "", null].map(tenDigits)).toEqual(Array(4).fill(undefined))
  })
})
