import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buildPlugins, listPlugins } from "../build-plugins.mjs"

type Plugin = { name: string; path: string; needs: string[] }

describe("building plugins", () => {
  let folder: string
  let log: string[]
  /** What the compiler puts out: the types of a plugin are the first line of its source. */
  const compile = async ({ name, path }: Plugin) => {
    log.push(`${name} begins`)
    await new Promise(setImmediate)
    const source = readFileSync(join(path, "src/index.ts"), "utf8")
    if (source.includes("mistake")) throw new Error(`${name} does not compile`)
    put(join(path, ".medusa/server/src/index.d.ts"), source.split("\n")[0]!)
    put(join(path, ".medusa/server/src/index.js"), source)
    log.push(`${name} ends`)
  }
  const put = (path: string, text: string) => {
    mkdirSync(join(path, ".."), { recursive: true })
    writeFileSync(path, text)
  }
  const source = (plugin: string, text: string) => put(join(folder, "plugins", plugin, "src/index.ts"), text)
  const manifest = (plugin: string, needs: string[] = []) =>
    put(
      join(folder, "plugins", plugin, "package.json"),
      JSON.stringify({
        name: `@rise-via/${plugin}`,
        peerDependencies: Object.fromEntries(needs.map((name) => [name, "*"])),
      })
    )
  const build = () => buildPlugins({ folder, compile })

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rise-via-build-"))
    log = []
    put(join(folder, "package-lock.json"), "{}")
    manifest("core")
    for (const name of ["alpha", "beta", "gamma"]) manifest(name, ["@rise-via/core", "@medusajs/framework"])
    for (const name of ["alpha", "beta", "core", "gamma"]) source(name, `types of ${name}\nbody`)
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it("knows what each needs", () => {
    const needs = Object.fromEntries(listPlugins(folder).map(({ name, needs }: Plugin) => [name, needs]))
    expect(needs).toMatchObject({ "@rise-via/core": [], "@rise-via/beta": ["@rise-via/core"] })
  })

  it("builds core first and then two at a time, and nothing the second time", async () => {
    expect(await build()).toEqual(["@rise-via/alpha", "@rise-via/beta", "@rise-via/core", "@rise-via/gamma"])
    expect(log.slice(0, 2)).toEqual(["@rise-via/core begins", "@rise-via/core ends"])
    expect(log.slice(2, 4)).toEqual(["@rise-via/alpha begins", "@rise-via/beta begins"])
    expect(log.indexOf("@rise-via/gamma begins")).toBeGreaterThan(
      log.findIndex((line) => /(alpha|beta) ends/.test(line))
    )
    expect(await build()).toEqual([])
  })

  it("builds a plugin that changed, and its dependents only when its types did", async () => {
    await build()
    source("core", "types of core\nother body")
    expect(await build()).toEqual(["@rise-via/core"])
    source("core", "new types of core\nother body")
    expect(await build()).toEqual(["@rise-via/alpha", "@rise-via/beta", "@rise-via/core", "@rise-via/gamma"])
    source("beta", "types of beta\nother body")
    expect(await build()).toEqual(["@rise-via/beta"])
  })

  it("builds all when a package changed, and what somebody else overwrote or removed", async () => {
    await build()
    put(join(folder, "plugins/alpha/.medusa/server/src/index.js"), "of another compiler")
    rmSync(join(folder, "plugins/gamma/.medusa/server/src/index.js"))
    expect(await build()).toEqual(["@rise-via/alpha", "@rise-via/gamma"])
    put(join(folder, "package-lock.json"), '{"changed": true}')
    expect(await build()).toHaveLength(4)
  })

  it("does not build for a spec", async () => {
    await build()
    put(join(folder, "plugins/alpha/src/lib/__tests__/x.unit.spec.ts"), "spec")
    expect(await build()).toEqual([])
  })

  it("fails with the compiler's words, leaves dependents alone and tries again the next time", async () => {
    source("core", "types of core\nmistake")
    await expect(build()).rejects.toThrow("@rise-via/core does not compile")
    expect(log).toEqual(["@rise-via/core begins"])
    await expect(build()).rejects.toThrow("@rise-via/core does not compile")
    source("core", "types of core\nbody")
    expect(await build()).toHaveLength(4)
  })

  it("names plugins that depend on each other in a circle", async () => {
    manifest("core", ["@rise-via/alpha"])
    await expect(build()).rejects.toThrow(/circle: .*@rise-via\/core/)
  })
})
