import { zodValidator } from "@medusajs/framework"
import { z } from "@medusajs/framework/zod"
import { blankParams, matchPath } from "../path-pattern"
import { redact, redactHeaders } from "../redact"
import { timeRange } from "../time-range"
import { transactionOf } from "../transaction"

describe("matchPath", () => {
  it.each([
    ["/hooks/posabit/orders/:token", "/hooks/posabit/orders/abc", { token: "abc" }],
    ["/hooks/posabit/orders/:token", "/HOOKS/POSaBIT/orders/aBc/", { token: "aBc" }],
    ["/hooks/x/:id", "/hooks/x/a%20b", { id: "a b" }],
    ["/hooks/x/:id", "/hooks/x/%E0%A4%A", { id: "%E0%A4%A" }],
  ])("%s takes %s", (pattern, path, params) => expect(matchPath(pattern, path)).toEqual(params))

  it.each(["/hooks/posabit/orders", "/hooks/posabit/orders/a/b", "/hooks/other/orders/a", "/"])("refuses %s", (path) =>
    expect(matchPath("/hooks/posabit/orders/:token", path)).toBeUndefined()
  )
})

describe("blankParams", () => {
  const pattern = "/hooks/posabit/orders/:token"

  it.each([
    ["/hooks/posabit/orders/s3cret", "/hooks/posabit/orders/***"],
    ["/hooks/posabit/orders/%73%33cret/?a=1", "/hooks/posabit/orders/***?a=1"],
  ])("hides the secret of %s, escaped or not", (url, expected) => {
    expect(blankParams(pattern, url, ["token"])).toBe(expected)
  })

  it("leaves params that are no secret", () => {
    expect(blankParams("/hooks/:shop/:token", "/hooks/olympia/s3cret", ["token"])).toBe("/hooks/olympia/***")
  })
})

describe("redact", () => {
  it("blanks secrets and personal fields at any depth and leaves the rest", () => {
    const value = { order: { id: 7, email: "a@b.c", lines: [{ price: 400, Token: "t" }] }, access_token: "s" }
    expect(redact(value)).toEqual({
      order: { id: 7, email: "***", lines: [{ price: 400, Token: "***" }] },
      access_token: "***",
    })
    expect(value.order.email).toBe("a@b.c")
  })

  it("blanks what a service adds", () =>
    expect(redact({ wallet: 1, a: 2 }, ["Wallet"])).toEqual({ wallet: "***", a: 2 }))

  it("blanks authorization headers in any case", () =>
    expect(redactHeaders({ Authorization: "Basic x", accept: "json" })).toEqual({
      Authorization: "***",
      accept: "json",
    }))
})

describe("transactionOf", () => {
  it("refuses to write outside a transaction", () => {
    expect(() => transactionOf(undefined, "enqueue")).toThrow("enqueue must run inside the transaction")
    expect(() => transactionOf({ transactionManager: { getTransactionContext: () => undefined } }, "audit")).toThrow()
  })
})

describe("timeRange", () => {
  const at = "2026-03-08T00:00:00Z"

  it.each([[at], ["2026-03-08T00:00:00-07:00"], [{ $gte: at, $lt: "2026-03-09T00:00:00.5Z" }], [{ $eq: at }]])(
    "takes %j",
    (filter) => expect(timeRange().parse(filter)).toEqual(filter)
  )

  it.each([
    ["yesterday"],
    ["2026-03-08"],
    [{ $like: at }],
    [{ $ilike: "2026" }],
    [{ $re: "2026" }],
    [{ $contains: at }],
    [{ $gt: "yesterday" }],
    [{ $gt: { $gt: at } }],
    [{ $in: [at] }],
    [[at]],
    [{}],
    [null],
  ])("refuses %j", (filter) => expect(timeRange().safeParse(filter).success).toBe(false))

  it("names the field where Medusa answers for it", async () => {
    const filters = z.strictObject({ occurred_at: timeRange().optional() })
    await expect(zodValidator(filters, { occurred_at: { $like: "2026" } })).rejects.toThrow(/occurred_at/)
  })
})
