import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const root = join(__dirname, "..", "..", "..", "..")
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8")

describe("the client", () => {
  const { paths } = JSON.parse(read("openapi.json")) as { paths: Record<string, Record<string, unknown>> }
  const operations = Object.entries(paths)
    .filter(([path]) => path.startsWith("/store/"))
    .flatMap(([path, verbs]) => Object.keys(verbs).map((verb) => [verb, path]))
  /** `call("get", `${PATH}/confirm`, …)`, with the constant of its file filled in. */
  const calls = (file: string) => {
    const source = read("client", "src", file)
    const constant = /const PATH = "([^"]+)"/.exec(source)?.[1] ?? ""
    return [...source.matchAll(/\bcall\(\s*"(\w+)",\s*(?:["`]([^"`]+)["`]|PATH)/g)].map(
      ([, verb, path]) => `${verb} ${(path ?? constant).replace("${PATH}", constant)}`
    )
  }
  const called = readdirSync(join(root, "client", "src"))
    .filter((file) => file.endsWith(".ts") && file !== "schema.ts")
    .flatMap(calls)

  it("knows store routes", () => {
    expect(operations.length).toBeGreaterThan(0)
  })

  it.each(operations)("has a function for %s %s", (verb, path) => {
    expect(called).toContain(`${verb} ${path}`)
  })

  it("names every one of its functions in its README", () => {
    const readme = read("client", "README.md")
    const missing = called.filter((call) => {
      const [verb, path] = call.split(" ")
      return !readme.includes(`${verb.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`)
    })
    expect(missing).toEqual([])
  })
})
