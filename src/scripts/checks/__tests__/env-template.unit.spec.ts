import { readFileSync } from "node:fs"
import { join } from "node:path"
import { envReads } from "../env-reads.mjs"
import { checkEnvTemplate, envGroups, template } from "../env-template.mjs"
import { plant, uproot } from "./support/planted-tree"

const STORE = {
  "src/env.ts": `export const env = [{ name: "PORT", description: "Port. Default 9000.", example: "9000" }]`,
}
const PLUGIN = {
  "plugins/alpha/package.json": { name: "@rise-via/alpha" },
  "plugins/alpha/env.ts": `
    import type { EnvVariable } from "@rise-via/core"
    export const env: EnvVariable[] = [
      { name: "ALPHA_TOKEN", description: "Token.", secret: true, generated: true, requiredLive: true },
    ]`,
}
const README = { "README.md": "Live needs `ALPHA_TOKEN`." }
const READS = { "src/lib/a.ts": `process.env.PORT; process.env.ALPHA_TOKEN` }

const load = (path: string) => import(path)

afterAll(uproot)

describe("the template", () => {
  it("explains every variable under its owner, all commented out", async () => {
    expect(template(await envGroups(plant({ ...STORE, ...PLUGIN }), load))).toContain(
      [
        "# ---- The store ----",
        "# Port. Default 9000.\n# PORT=9000",
        "# ---- @rise-via/alpha ----",
        "# Token. (generated, required live, secret)\n# ALPHA_TOKEN=",
      ].join("\n\n")
    )
  })

  it("has no line that sets anything", async () => {
    const lines = template(await envGroups(plant({ ...STORE, ...PLUGIN }), load)).split("\n")

    expect(lines.filter((line: string) => line && !line.startsWith("#"))).toEqual([])
  })

  it("passes when it says what the lists say", async () => {
    const files = { ...STORE, ...PLUGIN, ...READS, ...README }
    const text = template(await envGroups(plant(files), load))

    expect((await checkEnvTemplate(plant({ ...files, ".env.template": text }), load)).problems).toEqual([])
  })

  it("fails when it does not", async () => {
    const root = plant({ ...STORE, "src/lib/a.ts": "process.env.PORT", ".env.template": "# PORT=80\n" })

    expect((await checkEnvTemplate(root, load)).problems).toEqual([
      ".env.template: not what the env.ts files say (node src/scripts/checks/env-template.mjs --write)",
    ])
    expect(readFileSync(join(root, ".env.template"), "utf8")).toBe("# PORT=80\n")
  })
})

it("the README says what a live start needs", async () => {
  const { problems } = await checkEnvTemplate(plant({ ...STORE, ...PLUGIN, ...READS, "README.md": "Go live." }), load)

  expect(problems).toContain("README.md: does not say that a live start needs ALPHA_TOKEN")
})

describe("the lists", () => {
  const problems = async (variables: string, reads = "") => {
    const root = plant({ "src/env.ts": `export const env = ${variables}`, "src/lib/a.ts": reads })
    return (await checkEnvTemplate(root, load)).problems.join("\n")
  }

  it("declare what is read", async () => {
    expect(await problems("[]", "process.env.SECRET_KEY")).toContain(
      "src/lib/a.ts:1: reads SECRET_KEY, which no env.ts declares"
    )
  })

  it("declare nothing that is not read", async () => {
    expect(await problems(`[{ name: "OLD", description: "Old.", example: "1" }]`)).toContain(
      "OLD is declared in an env.ts, but nothing reads it"
    )
  })

  it("explain, give an example, but never one of a secret", async () => {
    expect(await problems(`[{ name: "A", description: " ", example: "1" }]`)).toContain("A is not explained")
    expect(await problems(`[{ name: "A", description: "A." }]`)).toContain("A has no example")
    expect(await problems(`[{ name: "A", description: "A.", secret: true, example: "hunter2" }]`)).toContain(
      "A is secret"
    )
  })

  it("declare each once", async () => {
    const twice = plant({
      ...PLUGIN,
      "src/env.ts": `export const env = [{ name: "ALPHA_TOKEN", description: "Token.", secret: true }]`,
    })

    expect((await checkEnvTemplate(twice, load)).problems).toContain(
      "@rise-via/alpha: ALPHA_TOKEN is declared by The store too"
    )
  })
})

describe("reading", () => {
  const spellings: [how: string, line: string, names: string[]][] = [
    ["process.env.X", "process.env.AA", ["AA"]],
    ["the environment handed on", "const f = (env: any) => env.AA ?? env['BB']", ["AA", "BB"]],
    ["taken apart", "const { AA, BB: b } = process.env", ["AA", "BB"]],
    ["by a function", `required(env, "AA", ["BB"])`, ["AA", "BB"]],
    ["what the system sets", "process.env.NODE_ENV + process.env.PATH + process.env.CI", []],
    ["anything else", "settings.AA + env.lower", []],
  ]

  it.each(spellings)("%s", (_how, line, names) => {
    expect([...envReads(plant({ "src/lib/a.ts": line })).keys()]).toEqual(names)
  })

  it("is looked for in the store, its scripts, its configuration and the plugins, not in specs", () => {
    const reads = envReads(
      plant({
        ...PLUGIN,
        "medusa-config.ts": "process.env.AA",
        "src/scripts/lib/a.mjs": "process.env.BB",
        "plugins/alpha/src/lib/a.ts": "process.env.CC",
        "plugins/alpha/src/lib/__tests__/a.unit.spec.ts": "process.env.DD",
      })
    )

    expect([...reads]).toEqual([
      ["AA", "medusa-config.ts:1"],
      ["BB", "src/scripts/lib/a.mjs:1"],
      ["CC", "plugins/alpha/src/lib/a.ts:1"],
    ])
  })
})
