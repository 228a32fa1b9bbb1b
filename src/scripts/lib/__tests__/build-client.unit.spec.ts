import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buildClient } from "../build-client.mjs"

describe("building the client", () => {
  let folder: string
  let builds: number
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const build = () =>
    buildClient({
      folder,
      compile: async (path: string) => {
        builds++
        put("client/dist/index.js", `of ${path}`)
      },
    })

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rise-via-client-"))
    builds = 0
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it("has nothing to do where there is no client", async () => {
    expect(await build()).toEqual([])
  })

  it("builds once, and again when a source, a setting or the output changed", async () => {
    put("client/package.json", "{}")
    put("client/src/index.ts", "one")
    expect(await build()).toEqual(["@rise-via/client"])
    expect(await build()).toEqual([])
    for (const changed of ["client/src/index.ts", "client/package.json", "client/dist/index.js"]) {
      appendFileSync(join(folder, changed), " ")
      expect(await build()).toEqual(["@rise-via/client"])
    }
    put("client/src/__tests__/index.unit.spec.ts", "a spec is no source")
    expect(await build()).toEqual([])
    expect(builds).toBe(4)
  })
})
