import type { RouteContract } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { commentsOf } from "../readme/comments"
import { optionsOf } from "../readme/options"
import { withTables } from "../readme/tables"

const ZOD = JSON.stringify(require.resolve("@medusajs/framework/zod"))

describe("the tables of a README", () => {
  let source: string
  const put = (path: string, text: string) => {
    mkdirSync(join(source, path, ".."), { recursive: true })
    writeFileSync(join(source, path), text)
    return join(source, path)
  }
  const route: RouteContract = {
    method: "POST",
    path: "/admin/wines/:id/drink",
    summary: "Drink it",
    who: "staff",
    permission: "wine:drink",
    body: z.strictObject({ glass: z.string(), why: z.string().optional() }),
    answers: { 200: { description: "", schema: z.object({ wine: z.object({}) }) } },
    errors: { 409: "Somebody drinks it" },
  }
  const permissions = [{ key: "wine:drink", description: "Drink red | white", routes: [] }]
  const plugin = (routes: RouteContract[] = []) => ({ name: "wine", description: "", source, routes, permissions })
  const place = (name: string) => `<!-- generated: ${name} -->\nold\n<!-- end -->`

  beforeEach(() => {
    source = mkdtempSync(join(tmpdir(), "rise-via-docs-"))
  })
  afterEach(() => rmSync(source, { recursive: true }))

  it("stand where their marks are, and leave the rest alone", () => {
    const readme = `before\n${place("routes")}\nbetween\n${place("permissions")}\nafter`
    expect(withTables(plugin([route]), readme)).toBe(
      [
        "before",
        "<!-- generated: routes -->",
        "",
        "| route | what it does | who | takes | answers |",
        "| --- | --- | --- | --- | --- |",
        "| `POST /admin/wines/:id/drink` | Drink it | `wine:drink` | `{ glass, why? }` | `{ wine }`; 409: Somebody drinks it |",
        "",
        "<!-- end -->",
        "between",
        "<!-- generated: permissions -->",
        "",
        "| permission | lets staff |",
        "| --- | --- |",
        "| `wine:drink` | Drink red \\| white |",
        "",
        "<!-- end -->",
        "after",
      ].join("\n")
    )
  })

  it("are missed when a plugin has something and its README no place for it", () => {
    expect(() => withTables(plugin(), "nothing")).toThrow(
      "plugins/wine/README.md: no place for the table of permissions"
    )
  })

  it("have the events of the plugin with their comments, and miss a comment", () => {
    put(
      "workflows/events.ts",
      `export const WineEvents = {\n  /** It was drunk. */\n  DRUNK: "wine.drunk",\n} as const`
    )
    expect(withTables(plugin(), place("events") + place("permissions"))).toContain("| `wine.drunk` | It was drunk. |")
    put("workflows/other.ts", "")
    rmSync(join(source, "workflows/events.ts"))
    expect(withTables(plugin(), place("events") + place("permissions"))).toContain("None.")
  })

  it("have the options with type, default and meaning", () => {
    put(
      "lib/options.ts",
      `const { z } = require(${ZOD})
const Cellar = z.strictObject({
  /**
   * Degrees.
   *
   * @default \`CELLAR\`
   */
  warmth: z.number().int().min(1).max(20),
}).refine(() => true)
export const WineOptionsSchema = z.strictObject({
  /** How long it
   *  is kept. */
  years: z.number().int().positive().default(3),
  cellar: Cellar,
  /** Red or white. */
  colours: z.array(z.enum(["red", "white"])).optional(),
  /** Whom it suits. */
  suits: z.custom(() => true).default(() => () => true),
})`
    )
    expect(optionsOf(source)).toEqual([
      { name: "years", type: "whole number, 1 or more", default: "`3`", meaning: "How long it is kept." },
      { name: "cellar.warmth", type: "whole number, 1 to 20", default: "`CELLAR`", meaning: "Degrees." },
      { name: "colours", type: 'list of `"red"`, `"white"`', default: "–", meaning: "Red or white." },
      { name: "suits", type: "function", default: "–", meaning: "Whom it suits." },
    ])
  })

  it("refuse an option without a comment", () => {
    put(
      "lib/options.ts",
      `const { z } = require(${ZOD})\nexport const WineOptionsSchema = z.strictObject({ years: z.number() })`
    )
    expect(() => optionsOf(source)).toThrow("what these options mean: years")
  })

  it("read comments through chains of calls, into objects of their own, and of files beside", () => {
    put(
      "sub/e.ts",
      `export const options = z.strictObject({
  /** f */
  f: 1,
})`
    )
    const file = put(
      "a.ts",
      `import { options as E } from "./sub/e"
export const A = z.strictObject({
  /** b */
  b: 1,
  c: C,
  /** e */
  e: E.optional(),
}).strict()
const C = {
  /** d */
  d: 2,
} as const`
    )
    expect(commentsOf(file, "A")).toEqual(
      new Map([
        ["b", { text: "b" }],
        ["c", { text: "" }],
        ["c.d", { text: "d" }],
        ["e", { text: "e" }],
        ["e.f", { text: "f" }],
      ])
    )
  })
})
