import { core as coreWith, type CoreOptions } from "../core"
import { withRiseVia } from "../with-rise-via"

const strong = "x9".repeat(20)
const core = (options?: CoreOptions) => coreWith({ auditKey: strong, ...options })
const live = {
  RISE_VIA_MODE: "live",
  DATABASE_URL: "postgres://db/shop",
  REDIS_URL: "redis://cache",
  JWT_SECRET: strong,
  COOKIE_SECRET: strong,
  AUDIT_KEY: strong,
  BACKEND_URL: "https://shop.example.com",
  STORE_CORS: "https://www.example.com",
}
const payments = {
  resolve: "@rise-via/payments",
  providers: { payment: [{ resolve: "@rise-via/payments/providers/posabit", id: "posabit" }] },
  dependencies: { payment: ["payments_posabit"] },
}

describe("withRiseVia", () => {
  it("adds plugins, their providers beside the ones that were there, and what those may use", () => {
    const config: any = withRiseVia(
      { modules: { payment: { resolve: "@medusajs/medusa/payment", options: { providers: [{ id: "stripe" }] } } } },
      [core(), payments],
      {}
    )
    expect(config.plugins.map(({ resolve }: any) => resolve)).toEqual(["@rise-via/core", "@rise-via/payments"])
    expect(config.modules.payment.options.providers.map(({ id }: any) => id)).toEqual(["stripe", "posabit"])
    expect(config.modules.payment.dependencies).toEqual(["payments_posabit"])
  })

  it("makes the host module's entry when Medusa's default was only implied", () => {
    const config: any = withRiseVia({ modules: [] }, [core(), payments], {})
    expect(config.modules).toEqual([
      expect.objectContaining({ resolve: "@medusajs/medusa/payment", dependencies: ["payments_posabit"] }),
    ])
  })

  it("wants core first", () => {
    expect(() => withRiseVia({}, [payments], {})).toThrow(
      "needs core({ auditKey: process.env.AUDIT_KEY }) as the first"
    )
  })

  it("takes an empty variable for one that is not set", () => {
    expect(() => withRiseVia({}, [core()], { RISE_VIA_MODE: "" })).not.toThrow()
  })

  it("wants the address of a database", () => {
    expect(() => withRiseVia({ projectConfig: {} }, [core()], {})).toThrow("there is no database: set DATABASE_URL")
    expect(() => withRiseVia({ projectConfig: { databaseUrl: "postgres://db/shop" } }, [core()], {})).not.toThrow()
  })

  it("says one reason in one line, several as a list", () => {
    const start = (plugin: object) => () => withRiseVia({}, [core(), { resolve: "@rise-via/reviews", ...plugin }], {})
    expect(start({ problems: () => ["reviews: no stars"] })).toThrow(/^Rise-Via cannot start: reviews: no stars$/)
    expect(start({ problems: () => ["reviews: no stars", "reviews: no shop"] })).toThrow(
      "Rise-Via cannot start:\n  - reviews: no stars\n  - reviews: no shop"
    )
  })

  it("wants a key for the audit log, and options that it knows", () => {
    expect(() => withRiseVia({}, [coreWith()], {})).toThrow("option auditKey: must be a text of at least 32 characters")
    expect(() => withRiseVia({}, [core({ keepDays: 3 } as CoreOptions)], {})).toThrow("unknown option keepDays")
  })

  it("knows two modes", () => {
    expect(() => withRiseVia({}, [core()], { RISE_VIA_MODE: "prod" })).toThrow("demo or live")
  })
})

describe("live mode", () => {
  it("starts when all is there", () => {
    expect(() => withRiseVia({}, [core()], live)).not.toThrow()
  })

  it.each(["DATABASE_URL", "REDIS_URL", "JWT_SECRET", "COOKIE_SECRET", "AUDIT_KEY", "BACKEND_URL", "STORE_CORS"])(
    "refuses without %s and says so",
    (name) => {
      expect(() => withRiseVia({}, [core()], { ...live, [name]: undefined })).toThrow(`${name} is missing`)
    }
  )

  it("refuses weak secrets and the sandbox, all in one answer", () => {
    const env = { ...live, JWT_SECRET: "supersecret", SANDBOX_URL: "http://localhost:9100" }
    const start = () => withRiseVia({}, [core()], env)
    expect(start).toThrow("JWT_SECRET is too weak")
    expect(start).toThrow("SANDBOX_URL is set")
    expect(() => withRiseVia({}, [core({ sandboxUrl: "http://localhost:9100" })], live)).toThrow("SANDBOX_URL is set")
  })
})
