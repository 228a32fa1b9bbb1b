import { z } from "@medusajs/framework/zod"
import type { RouteContract } from "../../types"
import { registerInboxSource } from "../inbox"
import { declarePermissions, listPermissions } from "../registries"
import { defineRoutes, listRoutes, pageOf } from "../route-contracts"
import { runtime } from "../runtime"

const answers = { 200: { description: "A wine", schema: z.object({ wine: z.unknown() }) } }
const open: RouteContract = { method: "GET", path: "/store/wines/:id", summary: "A wine", who: "public", answers }
const drink: RouteContract = {
  method: "POST",
  path: "/admin/wines/:id/drink",
  summary: "Drink it",
  who: "staff",
  permission: "wine:drink",
  body: z.strictObject({}),
  query: { schema: z.object({}), config: {} },
  answers,
}

describe("defineRoutes", () => {
  beforeEach(() => {
    runtime.routes.clear()
    runtime.permissions.clear()
    runtime.inboxSources.clear()
  })

  it("makes middlewares in the order sign-in, before, body, query, and none where nothing is to be done", () => {
    declarePermissions([{ key: "wine:drink", description: "Drink" }])
    const before = () => undefined
    const [own, staff, ...others] = defineRoutes([
      open,
      { ...open, path: "/store/customers/me/wines", who: "customer", before: [before] },
      { ...drink, before: [before], bodyParser: { sizeLimit: "2mb" } },
    ])
    expect(others).toEqual([])
    expect(own).toMatchObject({ method: ["GET"], matcher: "/store/customers/me/wines" })
    expect(own.middlewares).toEqual([expect.any(Function), before])
    expect(staff).toMatchObject({ matcher: drink.path, bodyParser: { sizeLimit: "2mb" } })
    expect(staff.middlewares?.map(({ name }) => name)).toEqual(["before", "validateBody", "validateQuery"])
  })

  it("gives permissions the routes that they open", () => {
    declarePermissions([
      { key: "wine:drink", description: "Drink" },
      { key: "wine:buy", description: "Buy" },
    ])
    defineRoutes([open, drink])
    expect(listPermissions()).toEqual([
      { key: "wine:drink", description: "Drink", routes: ["POST /admin/wines/:id/drink"] },
      { key: "wine:buy", description: "Buy", routes: [] },
    ])
  })

  it("lists routes and webhooks by path and method", () => {
    defineRoutes([open, { ...open, method: "DELETE" }])
    const verify = async () => ({ ok: true }) as const
    const source = { verify, dedupeKey: () => "", handle: async () => undefined }
    registerInboxSource({ ...source, name: "wine.delivery", path: "/hooks/wine", summary: "Wine came" })
    expect(listRoutes().map(({ method, path, who, summary }) => [method, path, who, summary])).toEqual([
      ["POST", "/hooks/wine", "provider", "Wine came"],
      ["DELETE", "/store/wines/:id", "public", "A wine"],
      ["GET", "/store/wines/:id", "public", "A wine"],
    ])
  })

  it.each<[string, RouteContract[], string]>([
    ["is declared twice", [open, open], 'Route "GET /store/wines/:id" is already registered'],
    ["names a permission that nobody declared", [drink], 'declare its permission "wine:drink" first'],
    ["ends with a slash", [{ ...open, path: "/store/wines/" }], "write the path as Medusa matches it"],
    ["is written as in a file", [{ ...open, path: "/store/wines/[id]" }], "write the path as Medusa matches it"],
    ["answers nothing", [{ ...open, answers: {} }], "declares no answer"],
  ])("stops the start when a route %s", (_, routes, message) => {
    expect(() => defineRoutes(routes)).toThrow(message)
  })
})

describe("pageOf", () => {
  it("is the answer of a list", () => {
    const page = pageOf("wines", z.object({ id: z.string() }))
    expect(page.safeParse({ wines: [{ id: "w" }], count: 1, offset: 0, limit: 20 }).success).toBe(true)
    expect(page.safeParse({ wines: [{ id: 1 }], count: 1, offset: 0, limit: 20 }).success).toBe(false)
    expect(page.safeParse({ wines: [], offset: 0, limit: 20 }).success).toBe(false)
  })
})
