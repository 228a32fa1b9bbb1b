import Medusa, { FetchError } from "@medusajs/js-sdk"
import { riseVia, RiseViaError } from "@rise-via/client"
import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import ts from "typescript"
import { httpSuite, settings, type Shopper } from "../../support"
import { projectRoot } from "../../support/settings"

type Example = {
  stateBirthDate: (email: string, password: string, birthDate: string) => Promise<string>
  checkOut: (cartId: string) => Promise<string[]>
}

/** The example of the client's README, compiled and run as it stands. */
function readmeExample(env: Record<string, string>): Example {
  const [, example] = /```ts\n([\s\S]+?)```/.exec(readFileSync(join(projectRoot, "client", "README.md"), "utf8"))!
  const { outputText } = ts.transpileModule(example, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  })
  const exports = {}
  new Function("require", "exports", "process", outputText)(require, exports, { env })
  return exports as Example
}

httpSuite("client", (suite) => {
  const publishableKey = () => suite.storeHeaders()["x-publishable-api-key"]
  const sdkOf = (shopper?: Shopper) =>
    new Medusa({
      baseUrl: suite.url,
      publishableKey: publishableKey(),
      auth: { type: "jwt", jwtTokenStorageMethod: "memory" },
      globalHeaders: shopper ? { authorization: shopper.headers.authorization } : {},
    })
  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: unknown) => error as RiseViaError
    )

  it("does what its README shows, from the birth date to the order", async () => {
    const shopper = await suite.shopper()
    const example = readmeExample({ BACKEND_URL: suite.url, PUBLISHABLE_KEY: publishableKey() })
    const { id } = await suite.cart({ shopper })

    expect(await example.checkOut(id)).toEqual([expect.stringMatching(/^age-verification\.required: /)])
    expect(await example.stateBirthDate(shopper.email, shopper.password, "1990-05-17")).toBe("pending, 21 or older")
    expect(await example.checkOut(id)).toEqual([expect.stringMatching(/^age-verification\.pending: /)])

    await suite.confirmAge(shopper)
    expect(await example.checkOut(id)).toEqual([])
    const { rows } = await suite.db().query("SELECT order_id FROM order_cart WHERE cart_id = $1", [id])
    expect(rows).toHaveLength(1)
  })

  it("carries the shopper of the demo through the whole sale", async () => {
    const { email, password } = settings().admin
    const env = {
      ...process.env,
      BACKEND_URL: suite.url,
      SANDBOX_URL: suite.sandbox.url,
      ADMIN_EMAIL: email,
      ADMIN_PASSWORD: password,
    }
    const { stdout } = await promisify(execFile)(process.execPath, ["src/scripts/demo.mjs"], { cwd: projectRoot, env })
    expect(stdout).toMatch(/All \d+ steps went as they should/)
  })

  it("speaks for whoever is signed in at the SDK, and says what a cart lacks", async () => {
    const shopper = await suite.shopper()
    const shop = riseVia(sdkOf(shopper))
    expect(await shop.ageVerification.retrieve()).toEqual({ age_verification: null, minimum_age: 21 })

    const { id } = await suite.cart({ shopper })
    const { checks } = await shop.carts.checks(id)
    expect(checks.allowed).toBe(false)
    expect(checks.reasons.map(({ code }) => code)).toEqual(["age-verification.required"])
  })

  it("throws the SDK's error with kind, code and reasons", async () => {
    const shopper = await suite.shopper()
    const shop = riseVia(sdkOf(shopper))

    const underage = await refusalOf(shop.ageVerification.request({ birth_date: "2020-01-01" }))
    expect(underage).toBeInstanceOf(FetchError)
    expect(underage).toBeInstanceOf(RiseViaError)
    expect(underage).toMatchObject({ status: 400, type: "not_allowed", code: "age-verification.underage", reasons: [] })

    const stranger = await refusalOf(riseVia(sdkOf()).ageVerification.retrieve())
    expect(stranger).toMatchObject({ status: 401, message: "Unauthorized", reasons: [] })

    const nothing = await refusalOf(shop.carts.checks("cart_/../none?x=1"))
    expect(nothing).toMatchObject({ status: 404, type: "not_found" })
  })

  it.each([
    [
      "ES modules",
      "module",
      'import { riseVia, RiseViaError } from "@rise-via/client"; import { FetchError } from "@medusajs/js-sdk"',
    ],
    [
      "CommonJS",
      "commonjs",
      'const { riseVia, RiseViaError } = require("@rise-via/client"); const { FetchError } = require("@medusajs/js-sdk")',
    ],
  ])("can be loaded as %s, with the same copy of the SDK", async (_, type, load) => {
    const program = `${load}; console.log(typeof riseVia, new RiseViaError({}, "", 400) instanceof FetchError)`
    const args = [`--input-type=${type}`, "--no-warnings", "-e", program]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: projectRoot })
    expect(stdout.trim()).toBe("function true")
  })
})
