import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { whyInstall } from "../install.mjs"

describe("whether packages must be installed", () => {
  let folder: string
  const lock = {
    "": {},
    "plugins/core": { version: "0.1.0" },
    "node_modules/@rise-via/core": { resolved: "plugins/core", link: true },
    "node_modules/pg": { version: "8.0.0", integrity: "sha512-a" },
    "node_modules/a/node_modules/@b/c": { version: "1.0.0" },
    "node_modules/fsevents": { version: "2.0.0", optional: true },
  }
  const write = (path: string, packages: unknown) => writeFileSync(join(folder, path), JSON.stringify({ packages }))
  const installed = (change: Record<string, unknown> = {}) => {
    const { "node_modules/fsevents": _, ...there } = lock
    write("node_modules/.package-lock.json", { ...there, ...change })
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rise-via-install-"))
    mkdirSync(join(folder, "node_modules"))
    write("package-lock.json", lock)
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it("asks for it in a fresh clone and after an install that broke off", () => {
    expect(whyInstall(folder)).toBe("nothing is installed yet")
    writeFileSync(join(folder, "node_modules/.package-lock.json"), '{"packages": {')
    expect(whyInstall(folder)).toBe("the last install broke off")
  })

  it("is content with a tree that lacks only packages of other systems", () => {
    installed()
    expect(whyInstall(folder)).toBeUndefined()
  })

  it("notices a package that is missing, or there in another version or content", () => {
    installed({ "node_modules/a/node_modules/@b/c": undefined })
    expect(whyInstall(folder)).toBe("@b/c is not installed")
    installed({ "node_modules/pg": { version: "8.0.1", integrity: "sha512-a" } })
    expect(whyInstall(folder)).toBe("pg has another version")
    installed({ "node_modules/pg": { version: "8.0.0", integrity: "sha512-b" } })
    expect(whyInstall(folder)).toBe("pg has another version")
  })
})
