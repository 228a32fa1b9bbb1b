import type { RouteContract } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { toDocument } from "../openapi/document"
import { toJsonSchema } from "../openapi/json-schema"
import { errorsOf } from "../openapi/operation"

const Wine = z.object({ id: z.string(), aged_on: z.iso.date().nullable() }).meta({ title: "Wine" })
const answers = { 200: { description: "One wine", schema: z.object({ wine: Wine }) } }
const retrieve: RouteContract = {
  method: "GET",
  path: "/admin/wines/:id",
  summary: "One wine",
  who: "staff",
  permission: "wine:read",
  query: {
    schema: z.strictObject({
      limit: z.preprocess(Number, z.number().int().max(50).default(20)),
      since: z.object({ $gt: z.string() }).optional(),
      sort: z.enum(["age", "name"]),
    }),
    config: {},
  },
  answers,
}
const rename: RouteContract = {
  method: "POST",
  path: "/store/wines/:id",
  summary: "Give it another name",
  who: "customer",
  body: z.strictObject({ name: z.string().max(9), why: z.string().optional() }),
  answers,
  errors: { 400: "The name is taken", 409: "Somebody drinks it" },
}
const plugin = (...routes: RouteContract[]) => ({
  name: "wine",
  description: "Wines",
  source: "",
  routes,
  permissions: [],
})
const documentOf = (...routes: RouteContract[]) => toDocument([plugin(...routes)], "1.0.0")

describe("the OpenAPI document", () => {
  const { paths, components } = documentOf(rename, retrieve)

  it("has an operation for every route, in the order of their paths", () => {
    expect(Object.keys(paths)).toEqual(["/admin/wines/{id}", "/store/wines/{id}"])
    expect(paths["/admin/wines/{id}"].get).toMatchObject({
      operationId: "getAdminWinesId",
      tags: ["wine"],
      "x-permission": "wine:read",
      security: [{ staffToken: [] }, { session: [] }, { secretKey: [] }],
    })
    expect(paths["/store/wines/{id}"].post.security).toEqual([
      { publishableKey: [], customerToken: [] },
      { publishableKey: [], session: [] },
    ])
    expect(JSON.stringify(documentOf(retrieve, rename))).toBe(JSON.stringify(documentOf(rename, retrieve)))
  })

  it("says which parameters there are, which of them are needed, and how an object is written", () => {
    expect(paths["/admin/wines/{id}"].get.parameters).toEqual([
      { name: "id", in: "path", required: true, schema: { type: "string" } },
      expect.objectContaining({ name: "limit", schema: { type: "integer", maximum: 50, default: 20 } }),
      expect.objectContaining({ name: "since", style: "deepObject", explode: true }),
      { name: "sort", in: "query", required: true, schema: { type: "string", enum: ["age", "name"] } },
    ])
  })

  it("takes what a client sends and gives what a server answers", () => {
    const { requestBody, responses } = paths["/store/wines/{id}"].post
    expect(requestBody).toEqual({
      required: true,
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: { name: { type: "string", maxLength: 9 }, why: { type: "string" } },
            required: ["name"],
            additionalProperties: false,
          },
        },
      },
    })
    expect(responses[200].content["application/json"].schema.properties.wine).toEqual({
      $ref: "#/components/schemas/Wine",
    })
    expect(components.schemas.Wine.properties.aged_on).toEqual({
      anyOf: [{ type: "string", format: "date" }, { type: "null" }],
    })
  })

  it("has the errors of each kind of route and its own", () => {
    expect(Object.keys(paths["/store/wines/{id}"].post.responses)).toEqual(["200", "400", "401", "404", "409", "413"])
    expect(errorsOf(rename)).toMatchObject({
      400: "The name is taken. Or: something is wrong; the message names it",
      409: "Somebody drinks it",
    })
    expect(Object.keys(errorsOf(retrieve))).toEqual(["400", "401", "403", "404"])
  })

  it("names the route whose answer cannot be JSON, or whose title is taken by another shape", () => {
    const answering = (schema: z.ZodType): RouteContract => ({
      ...retrieve,
      path: "/admin/casks",
      answers: { 200: { description: "", schema } },
    })
    expect(() => documentOf(answering(z.object({ at: z.date() })))).toThrow("GET /admin/casks: ")
    expect(() => documentOf(answering(z.object({ id: z.number() }).meta({ title: "Wine" })), rename)).toThrow(
      'POST /store/wines/:id: Two schemas are titled "Wine"'
    )
  })
})

describe("a JSON schema", () => {
  it("lets an answer have no field that was not declared, except where it is open", () => {
    const json = toJsonSchema(z.object({ own: z.object({}), medusa: z.looseObject({}) }), "output")
    expect(json.additionalProperties).toBe(false)
    expect(json.properties.own.additionalProperties).toBe(false)
    expect(json.properties.medusa.additionalProperties).toEqual({})
  })

  it("refuses what contains itself", () => {
    expect(() => toJsonSchema(z.json(), "output")).toThrow("contains itself")
  })
})
