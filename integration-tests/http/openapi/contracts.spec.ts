import { defineRoutes, listRoutes, type RouteContract } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { httpSuite, mustSucceed } from "../../support"
import { ContractWatch } from "../../support/contract-watch"
import { medusaRoutes } from "../../support/express-routes"

const nameOf = ({ method, path }: Pick<RouteContract, "method" | "path">) => `${method} ${path}`

/** Routes of ours that nobody declared, and contracts that nothing answers. */
function disagreements(running: string[], declared: RouteContract[]) {
  const medusa = medusaRoutes()
  const contracts = new Set(declared.map(nameOf))
  return {
    undeclared: running.filter((route) => !medusa.has(route) && !contracts.has(route)),
    unanswered: [...contracts].filter((route) => !running.includes(route)),
  }
}

httpSuite("contracts", (suite) => {
  it("are there for every route that is not Medusa's own, and for no other", () => {
    expect(disagreements(suite.routes, listRoutes())).toEqual({ undeclared: [], unanswered: [] })
  })

  it("see a route that nobody declared, and a contract that nothing answers", () => {
    const [first, ...others] = listRoutes().filter(({ who }) => who === "staff")
    const planted = { ...first, path: "/admin/planted" }
    expect(disagreements(suite.routes, [...others, planted])).toMatchObject({
      undeclared: expect.arrayContaining([nameOf(first)]),
      unanswered: ["GET /admin/planted"],
    })
  })

  describe("of a route that answers otherwise", () => {
    const region = z.object({ id: z.string(), name: z.number() })
    const planted: RouteContract = {
      method: "GET",
      path: "/store/regions",
      summary: "Medusa's own route, declared wrongly",
      who: "public",
      answers: { 200: { description: "Planted", schema: z.object({ regions: z.array(region), colour: z.string() }) } },
    }

    const problemsOf = async (call: () => Promise<unknown>) => {
      suite.contracts.forgetRoutes()
      await call()
      return suite.contracts.takeProblems()
    }
    const regions = (query = {}) => suite.api().get("/store/regions").set(suite.storeHeaders()).query(query)

    beforeAll(() => defineRoutes([planted]))

    it("name the route and every field", async () => {
      const problems = await problemsOf(async () => mustSucceed(await regions()))
      expect(problems).toEqual(
        expect.arrayContaining([
          "GET /store/regions answers 200: the body must have required property 'colour'",
          "GET /store/regions answers 200: /regions/0/name must be number",
          "GET /store/regions answers 200: /regions/0 must NOT have additional properties (currency_code)",
        ])
      )
    })

    it("let fields be left out where the caller chose some, and never let others in", async () => {
      const problems = await problemsOf(async () => mustSucceed(await regions({ fields: "id,currency_code" })))
      expect(problems).toContain(
        "GET /store/regions answers 200: /regions/0 must NOT have additional properties (currency_code)"
      )
      expect(problems.join()).not.toMatch(/required/)
    })

    it("name a status that they do not have", async () => {
      planted.answers = { 204: { description: "Nothing" } }
      const problems = await problemsOf(async () => mustSucceed(await regions()))
      expect(problems).toEqual([expect.stringMatching(/^GET \/store\/regions answers 200: a status that its contract/)])
    })

    it("name an error that has no message, or more than the envelope of errors", async () => {
      const answer = { type: "invalid_data", stack: "at …" }
      const watch = new ContractWatch()
      const server = createServer(
        watch.around((_, res) => {
          res.statusCode = 400
          res.setHeader("content-type", "application/json")
          res.end(JSON.stringify(answer))
        })
      )
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
      const { port } = server.address() as AddressInfo
      await (await fetch(`http://127.0.0.1:${port}${planted.path}`)).text()
      await new Promise((done) => server.close(done))

      expect(watch.takeProblems()).toEqual([
        "GET /store/regions answers 400: the body must have required property 'message'",
        "GET /store/regions answers 400: the body must NOT have additional properties (stack)",
      ])
    })
  })
})
