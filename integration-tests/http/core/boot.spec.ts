import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { WorkflowManager } from "@medusajs/framework/orchestration"
import { httpSuite } from "../../support"
import { listPlugins, requireBuilt } from "../../support/plugins"

const plugins = listPlugins()
const each = <T>(of: (plugin: (typeof plugins)[number]) => T[]) =>
  plugins.flatMap((plugin) => of(plugin).map((thing) => [plugin.name, thing] as [string, T]))

/** What is not there after a boot was swallowed without a word: two things of one name, a file that was not built. */
httpSuite("boot", (suite) => {
  it("finds the plugins of the house", () => {
    expect(plugins.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["age-verification", "compliance", "core", "payments"])
    )
  })

  it("runs every module of every plugin under a name of its own", () => {
    const { modules } = suite.container().resolve(ContainerRegistrationKeys.CONFIG_MODULE)
    const running = Object.entries(modules ?? {}).flatMap(([key, entry]) => {
      const { resolve } = (entry === true ? {} : entry) as { resolve?: string }
      return resolve?.startsWith("@rise-via/") ? [{ key, resolve }] : []
    })
    const expected = each(({ modules: folders }) => folders)

    expect(running.map(({ resolve }) => resolve).sort()).toEqual(
      expected.map(([plugin, folder]) => `@rise-via/${plugin}/.medusa/server/src/modules/${folder}`).sort()
    )
    for (const { key } of running) {
      expect(suite.container().resolve(key)).toBeDefined()
    }
  })

  it("schedules every job of every plugin", () => {
    const names = each(({ jobs }) => jobs).map(([plugin, path]) => requireBuilt(plugin, path).config.name as string)

    expect(new Set(names).size).toBe(names.length)
    for (const name of names) {
      expect(WorkflowManager.getWorkflow(`job-${name}`)?.options.schedule).toBeDefined()
    }
  })

  it("listens with every subscriber of every plugin", () => {
    const bus = suite.container().resolve(Modules.EVENT_BUS) as unknown as {
      eventToSubscribersMap: Map<string, { id: string }[]>
    }
    for (const [plugin, path] of each(({ subscribers }) => subscribers)) {
      const { event, context } = requireBuilt(plugin, path).config
      for (const name of [event].flat()) {
        const ids = (bus.eventToSubscribersMap.get(name) ?? []).map(({ id }) => id)
        expect({ path, ids }).toEqual({ path, ids: expect.arrayContaining([context.subscriberId]) })
      }
    }
  })

  it("knows every workflow of every plugin", () => {
    const ids = each(({ workflows }) => workflows).flatMap(([plugin, path]) =>
      Object.values(requireBuilt(plugin, path))
        .filter((thing): thing is { getName: () => string } => typeof (thing as any)?.getName === "function")
        .map((workflow) => workflow.getName())
    )
    expect(ids.length).toBeGreaterThan(0)
    expect([...new Set(ids)].filter((id) => !WorkflowManager.getWorkflow(id))).toEqual([])
  })

  it("has run every migration of every plugin, each under a class name of its own", async () => {
    const classes = each(({ migrations }) => migrations).map(([, migration]) => migration.class)
    const { rows } = await suite.db().query("SELECT name FROM mikro_orm_migrations")
    const done = new Set(rows.map(({ name }) => name))

    expect(classes).not.toContain("")
    expect(new Set(classes).size).toBe(classes.length)
    expect(classes.filter((name) => !done.has(name))).toEqual([])
  })

  it("can read every table that a migration makes", async () => {
    const tables = each(({ migrations }) => migrations).flatMap(([, { sql }]) =>
      [...sql.matchAll(/create table (?:if not exists )?"?(\w+)"?/gi)].map(([, table]) => table)
    )
    expect(tables.length).toBeGreaterThan(0)
    for (const table of new Set(tables)) {
      await expect(suite.db().query(`SELECT * FROM "${table}" LIMIT 0`)).resolves.toBeDefined()
    }
  })

  const addresses = (area: string) =>
    each(({ routes }) => routes)
      .map(([, route]) => route)
      .filter(({ path }) => path.startsWith(area))
      .flatMap(({ path, methods }) => methods.map((method) => [method, path.replace(/:\w+/g, "none")] as const))

  it.each(addresses("/admin/"))("refuses %s %s to strangers", async (method, path) => {
    const answer = await (suite.api() as any)[method.toLowerCase()](path)
    expect(answer.status).toBe(401)
  })

  it.each(addresses("/store/"))("refuses %s %s without a publishable key", async (method, path) => {
    const answer = await (suite.api() as any)[method.toLowerCase()](path)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toMatch(/publishable/i)
  })

  it.each([...addresses("/admin/"), ...addresses("/store/")])(
    "answers %s %s with a mistake of the caller, never a 500",
    async (method, path) => {
      const headers = path.startsWith("/admin/") ? suite.adminHeaders() : (await suite.shopper()).headers
      const call = (suite.api() as any)[method.toLowerCase()](path).set(headers)
      const answer = await (method === "GET"
        ? call.query({ no_such_field: "\u0001" })
        : call.send({ no_such_field: [null] }))
      expect(answer.status).toBeLessThan(500)
      if (answer.status >= 400) {
        expect(answer.body).toEqual(expect.objectContaining({ type: expect.any(String), message: expect.any(String) }))
      }
    }
  )
})
