import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { z } from "@medusajs/framework/zod"
import { optionProblems, parseOptions } from "../options"
import { demandReady, needsSettings, versionProblems } from "../requirements"

const CORE = "@rise-via/core"
const REVIEWS = "@rise-via/reviews"
const MEDUSA = "@medusajs/medusa"
let folder: string

function install(name: string, manifest: object) {
  const at = join(folder, "node_modules", name)
  mkdirSync(at, { recursive: true })
  writeFileSync(join(at, "package.json"), JSON.stringify({ name, ...manifest }))
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rise-via-requirements-"))
  install(CORE, { version: "0.1.0", peerDependencies: { [MEDUSA]: "2.21.2" } })
  install(REVIEWS, { version: "0.1.0", peerDependencies: { [MEDUSA]: "2.21.2", [CORE]: "0.1.0" } })
  install(MEDUSA, { version: "2.21.2" })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe("versions", () => {
  it("go together", () => {
    expect(versionProblems([CORE, REVIEWS], folder)).toEqual([])
  })

  it("of a plugin and core differ: both are named, and what to do", () => {
    install(CORE, { version: "0.2.0", peerDependencies: { [MEDUSA]: "2.21.2" } })
    expect(versionProblems([CORE, REVIEWS], folder)).toEqual([
      `${REVIEWS} 0.1.0 needs ${CORE} 0.1.0, but 0.2.0 is installed: npm install ${CORE}@0.1.0`,
    ])
  })

  it("of Medusa differ: each plugin says so", () => {
    install(MEDUSA, { version: "2.22.0" })
    expect(versionProblems([CORE, REVIEWS], folder)).toEqual([
      expect.stringContaining(`${CORE} 0.1.0 needs ${MEDUSA} 2.21.2, but 2.22.0 is installed`),
      expect.stringContaining(`${REVIEWS} 0.1.0 needs ${MEDUSA} 2.21.2, but 2.22.0 is installed`),
    ])
  })
})

describe("settings", () => {
  it.each([
    ["start", true],
    ["db:migrate", true],
    ["develop", true],
    ["build", false],
    ["db:create", false],
    ["db:setup", false],
  ])("medusa %s needs them: %p", (command, expected) => {
    expect(needsSettings(["node", "medusa", command])).toBe(expected)
  })
})

describe("options", () => {
  const schema = z.strictObject({
    stars: z.number().max(5).default(5),
    keys: z.strictObject({ secret: z.string().min(9) }),
  })

  it("come back with their defaults, without what Medusa lays beside them", () => {
    const given = { keys: { secret: "long enough" }, database: { clientUrl: "postgres://somewhere" } }
    expect(parseOptions(REVIEWS, schema, given)).toEqual({ stars: 5, keys: { secret: "long enough" } })
  })

  it("that are unknown, wrong or missing are named, and no value is repeated", () => {
    const given = { sters: 4, stars: 9, keys: { secret: "too-short".slice(0, 8) } }
    const lines = optionProblems(REVIEWS, schema, given)
    expect(lines).toHaveLength(3)
    expect(lines.join("\n")).toMatch(/unknown option sters/)
    expect(lines.join("\n")).toMatch(/option stars: /)
    expect(lines.join("\n")).toMatch(/option keys\.secret: /)
    expect(lines.join("\n")).not.toContain("too-shor")
    expect(optionProblems(REVIEWS, schema, {})).toEqual([expect.stringMatching(`${REVIEWS}, option keys: `)])
  })

  it("are refused without a stack, which Medusa would print", () => {
    try {
      parseOptions(REVIEWS, schema, {})
      throw new Error("was not refused")
    } catch (error) {
      expect(error).toMatchObject({ message: expect.stringContaining(`options of ${REVIEWS}`), stack: "" })
    }
  })
})

describe("readiness", () => {
  /** A container as the loader of a module gets it. The database is asked in the specs of an installed shop. */
  const container = (plugins?: unknown[]) =>
    ({ container: { resolve: (key: string) => (key === "configModule" && plugins ? { plugins } : undefined) } }) as any

  it("is not asked of a module on its own", async () => {
    await expect(demandReady(REVIEWS, container())).resolves.toBeUndefined()
    await expect(demandReady(REVIEWS, container([{ resolve: CORE, options: {} }]))).resolves.toBeUndefined()
  })

  it("is not there for a plugin that was listed by hand", async () => {
    await expect(demandReady(REVIEWS, container([REVIEWS]))).rejects.toThrow(
      /stands in `plugins` of medusa-config\.ts.*withRiseVia.*with core\(\{ auditKey \}\) before it/
    )
    const both = [{ resolve: CORE }, { resolve: REVIEWS }]
    await expect(demandReady(REVIEWS, container(both))).rejects.toThrow(/withRiseVia\(defineConfig.*\), as its/)
  })
})
