import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { completeEnvFile, loadEnv } from "../env-file.mjs"

describe("the .env of a first start", () => {
  let folder: string
  let path: string
  const variables = [{ name: "JWT_SECRET" }, { name: "ADMIN_EMAIL", make: () => "admin@rise-via.test" }]

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rise-via-env-"))
    path = join(folder, ".env")
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it("gets what is missing, readable by its owner only", () => {
    const named = [...variables, { name: "ADMIN_EMAIL" }]
    expect(completeEnvFile(named, { env: {}, path })).toEqual(["JWT_SECRET", "ADMIN_EMAIL"])
    expect(loadEnv({}, path)).toEqual({
      JWT_SECRET: expect.stringMatching(/^[0-9a-f]{64}$/),
      ADMIN_EMAIL: "admin@rise-via.test",
    })
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it("keeps what it has, at every later start", () => {
    writeFileSync(path, 'export JWT_SECRET="mine" # kept\nOTHER=1')
    expect(completeEnvFile(variables, { env: {}, path })).toEqual(["ADMIN_EMAIL"])
    const after = readFileSync(path, "utf8")
    expect(after).toBe('export JWT_SECRET="mine" # kept\nOTHER=1\nADMIN_EMAIL=admin@rise-via.test\n')
    expect(completeEnvFile(variables, { env: {}, path })).toEqual([])
    expect(readFileSync(path, "utf8")).toBe(after)
  })

  it("fills a name that stands there without a value, in its place", () => {
    writeFileSync(path, "JWT_SECRET=\nADMIN_EMAIL=me@example.com\n")
    completeEnvFile([{ name: "JWT_SECRET", make: () => "$&made" }], { env: {}, path })
    expect(readFileSync(path, "utf8")).toBe("JWT_SECRET=$&made\nADMIN_EMAIL=me@example.com\n")
  })

  it("makes up nothing that the environment gives, and lets the environment win", () => {
    expect(completeEnvFile(variables, { env: { JWT_SECRET: "outer" }, path })).toEqual(["ADMIN_EMAIL"])
    expect(readFileSync(path, "utf8")).not.toContain("JWT_SECRET")
    expect(loadEnv({ ADMIN_EMAIL: "outer@example.com", EMPTY: "" }, path)).toEqual({
      ADMIN_EMAIL: "outer@example.com",
      EMPTY: "",
    })
    expect(loadEnv({ ADMIN_EMAIL: "" }, path)).toEqual({ ADMIN_EMAIL: "admin@rise-via.test" })
  })
})
